"""The sandboxes: each kind is attacked, and an open door is found."""

import json
import platform
import time
from pathlib import Path
from typing import Any

import pytest

from coursekit.assignment.limits import Limits
from coursekit.grading.channel import WireError
from coursekit.grading.engine.backends import Backend, available
from coursekit.grading.engine.launch import Zygote
from coursekit.grading.engine.self_attack import attack, choose
from coursekit.grading.engine.sessions import Session

BACKENDS: list[Backend] = ["bubblewrap", "landlock"]


def _ran(session: Session, code: str, *names: str) -> dict[str, Any]:
    """Run a cell and return what these names stand for afterwards."""
    show = f"import json\nprint(json.dumps({{n: globals()[n] for n in {names!r}}}))"
    session.channel.send({"do": "cell", "source": f"{code}\n{show}", "brief": False})
    [output] = session.channel.receive(20)["outputs"]
    values: dict[str, Any] = json.loads(output["text"])
    return values


@pytest.mark.parametrize("backend", BACKENDS)
def test_nothing_gets_through(backend: Backend) -> None:
    reason = available(backend)
    if reason:
        pytest.skip(reason)
    assert attack(backend) == []


def test_an_open_door_is_found() -> None:
    breaches = attack("unsafe")
    assert {"the network", "a local service", "a secret file", "another process"} <= set(breaches)


def test_the_best_backend_is_chosen() -> None:
    if available("bubblewrap"):
        pytest.skip("no bubblewrap here")
    assert choose(None) == "bubblewrap"


def test_the_course_is_masked_even_beside_the_interpreter(tmp_path: Path) -> None:
    if available("bubblewrap"):
        pytest.skip("no bubblewrap here")
    with Zygote("in-place", "bubblewrap", Limits(), masked=(str(tmp_path),)) as zygote:
        zygote.await_ready()
        code = f"import os\nseen = os.path.exists({str(tmp_path)!r})"
        assert _ran(zygote.session(), code, "seen") == {"seen": False}


@pytest.mark.parametrize("backend", BACKENDS)
def test_no_process_outlives_its_session(backend: Backend) -> None:
    if available(backend):
        pytest.skip("not on this machine")
    with Zygote("in-place", backend, Limits()) as zygote:
        zygote.await_ready()
        session = zygote.session()
        code = (
            "import os, time\n"
            "for _ in range(5):\n"
            "    if os.fork() == 0:\n"
            "        os.setsid()\n"
            "        if os.fork() == 0:\n"
            "            time.sleep(1000)\n"
            "        os._exit(0)\n"
        )
        assert _ran(session, code) == {}
        user = Path(f"/proc/{session.process.pid}").stat().st_uid
        before = _processes_of(user)
        session.kill()
        zygote.sweep()
        time.sleep(0.3)
        after = _processes_of(user)
        assert len(before - after) >= 6
        with pytest.raises(WireError):
            session.channel.receive(1)


def _processes_of(user: int) -> set[int]:
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if entry.stat().st_uid == user:
                    found.add(int(entry.name))
            except OSError:
                continue
    return found


@pytest.mark.parametrize("backend", BACKENDS)
def test_sessions_do_not_see_each_other(backend: Backend) -> None:
    if available(backend):
        pytest.skip("not on this machine")
    with Zygote("in-place", backend, Limits(), files={"given.txt": b"given"}) as zygote:
        zygote.await_ready()
        first, second = zygote.session(), zygote.session()
        mine = "open('mine', 'w').write('x'); where = __import__('os').getcwd()"
        where = _ran(first, mine, "where")["where"]
        code = (
            "try:\n"
            f"    text = open({where!r} + '/mine').read()\n"
            "except OSError:\n"
            "    text = open('given.txt').read()\n"
            "import os\nseen = os.path.exists('mine')"
        )
        assert _ran(second, code, "seen", "text") == {"seen": False, "text": "given"}
        first.kill()
        second.kill()
        zygote.sweep()


_FLOOD = """
import os, socket, time
held = socket.socket(socket.AF_UNIX)
held.bind("\\0meeting-point")
held.listen()
started = 0
try:
    while started < 100:
        if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
        started += 1
except OSError:
    pass
"""
_LOOK = """
import os, socket
met, children = True, 0
try:
    socket.socket(socket.AF_UNIX).connect("\\0meeting-point")
except OSError:
    met = False
for _ in range(5):
    if os.fork() == 0:
        os._exit(0)
    children += 1
seen = sum(name.isdigit() for name in os.listdir("/proc")) > 50
"""


def test_branches_are_apart() -> None:
    if available("bubblewrap"):
        pytest.skip("no bubblewrap here")
    with Zygote("in-place", "bubblewrap", Limits(processes=80)) as zygote:
        zygote.await_ready()
        branches = [zygote.branch() for _ in range(2)]
        sessions = [branch.session() for branch in branches]
        assert 50 < _ran(sessions[0], _FLOOD, "started")["started"] < 80
        told = _ran(sessions[1], _LOOK, "met", "children", "seen")
        assert told == {"met": False, "children": 5, "seen": False}


def test_other_backends_have_no_branches() -> None:
    with Zygote("in-place", "unsafe", Limits()) as zygote:
        zygote.await_ready()
        with pytest.raises(WireError):
            zygote.branch()
        assert zygote.session().process.is_alive()


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("threads", [0, 2])
def test_a_session_begins_apart_whatever_the_libraries_run(backend: Backend, threads: int) -> None:
    if available(backend):
        pytest.skip("not on this machine")
    library = (
        "import threading\n"
        f"for _ in range({threads}):\n"
        "    threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
    )
    with Zygote("student", backend, Limits(), ["busy"], {"busy.py": library.encode()}) as zygote:
        zygote.await_ready()
        tasks = len(list(Path(f"/proc/{_zygote(zygote)}/task").iterdir()))
        assert tasks == 1 + threads
        session = zygote.session()
        status = Path(f"/proc/{session.process.pid}/status").read_text()
        [numbers] = [line for line in status.splitlines() if line.startswith("NSpid:")]
        apart = numbers.split()[-1] == "1"  # the first process of a namespace of its own
        assert apart is (backend == "bubblewrap")
        session.kill()
        zygote.sweep()


def test_memory_lies_in_large_pages() -> None:
    release = tuple(map(int, platform.release().split("-")[0].split(".")[:2]))
    if release < (6, 1):
        pytest.skip("the kernel cannot gather pages")
    with Zygote("in-place", "unsafe", Limits(), ["sklearn.linear_model"]) as zygote:
        zygote.await_ready()
        told = Path(f"/proc/{_zygote(zygote)}/smaps_rollup").read_text()
        held = {line.split()[0]: int(line.split()[1]) for line in told.splitlines()[1:]}
        assert held["AnonHugePages:"] > held["Anonymous:"] / 3


def _zygote(zygote: Zygote) -> int:
    """Return the process that has the libraries: bubblewrap stands before it."""
    pid = zygote.process.pid
    while children := Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        pid = int(children[0])
    return pid
