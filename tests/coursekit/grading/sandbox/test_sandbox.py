"""The ladder: each rung is attacked, and an open door is found."""

import platform
import time
from pathlib import Path

import pytest

from coursekit.assignment.limits import Limits
from coursekit.grading.channel import WireError
from coursekit.grading.engine.launch import Rung, Zygote, available
from coursekit.grading.engine.self_attack import attack, choose

RUNGS: list[Rung] = ["bubblewrap", "landlock"]


@pytest.mark.parametrize("rung", RUNGS)
def test_nothing_gets_through(rung: Rung) -> None:
    reason = available(rung)
    if reason:
        pytest.skip(reason)
    assert attack(rung) == []


def test_an_open_door_is_found() -> None:
    breaches = attack("unsafe")
    assert {"the network", "a local service", "a secret file", "another process"} <= set(breaches)


def test_the_best_rung_is_chosen() -> None:
    if available("bubblewrap"):
        pytest.skip("no bubblewrap here")
    assert choose(None) == "bubblewrap"


def test_the_course_is_masked_even_beside_the_interpreter(tmp_path: Path) -> None:
    if available("bubblewrap"):
        pytest.skip("no bubblewrap here")
    with Zygote("pupil", "bubblewrap", Limits(), masked=(str(tmp_path),)) as zygote:
        zygote.await_ready()
        session = zygote.session()
        state = session.fork()
        code = f"import os\nseen = os.path.exists({str(tmp_path)!r})"
        state.channel.send({"do": "cell", "source": code})
        state.channel.receive(10)
        state.channel.send({"do": "get", "names": ["seen"]})
        assert state.channel.receive(10)["values"] == {"seen": False}


@pytest.mark.parametrize("rung", RUNGS)
def test_no_process_outlives_its_session(rung: Rung) -> None:
    if available(rung):
        pytest.skip("not on this machine")
    with Zygote("pupil", rung, Limits()) as zygote:
        zygote.await_ready()
        session = zygote.session()
        state = session.fork()
        code = (
            "import os, time\n"
            "for _ in range(5):\n"
            "    if os.fork() == 0:\n"
            "        os.setsid()\n"
            "        if os.fork() == 0:\n"
            "            time.sleep(1000)\n"
            "        os._exit(0)\n"
        )
        state.channel.send({"do": "cell", "source": code})
        state.channel.receive(10)
        user = Path(f"/proc/{state.process.pid}").stat().st_uid
        before = _processes_of(user)
        session.kill()
        zygote.sweep()
        time.sleep(0.3)
        after = _processes_of(user)
        assert len(before - after) >= 6
        with pytest.raises(WireError):
            state.channel.receive(1)


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


@pytest.mark.parametrize("rung", RUNGS)
def test_sessions_do_not_see_each_other(rung: Rung) -> None:
    if available(rung):
        pytest.skip("not on this machine")
    with Zygote("pupil", rung, Limits(), files={"given.txt": b"given"}) as zygote:
        zygote.await_ready()
        first, second = zygote.session(), zygote.session()
        writer, reader = first.fork(), second.fork()
        writer.channel.send(
            {
                "do": "cell",
                "source": "open('mine', 'w').write('x'); where = __import__('os').getcwd()",
            }
        )
        assert writer.channel.receive(10)["ok"]
        writer.channel.send({"do": "get", "names": ["where"]})
        where = writer.channel.receive(10)["values"]["where"]
        code = (
            "try:\n"
            f"    text = open({where!r} + '/mine').read()\n"
            "except OSError:\n"
            "    text = open('given.txt').read()\n"
            "import os\nseen = os.path.exists('mine')"
        )
        reader.channel.send({"do": "cell", "source": code})
        assert reader.channel.receive(10)["ok"]
        reader.channel.send({"do": "get", "names": ["seen", "text"]})
        assert reader.channel.receive(10)["values"] == {"seen": False, "text": "given"}
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
    with Zygote("pupil", "bubblewrap", Limits(processes=80)) as zygote:
        zygote.await_ready()
        branches = [zygote.branch() for _ in range(2)]
        sessions = [branch.session() for branch in branches]
        first, second = (session.fork() for session in sessions)
        first.channel.send({"do": "cell", "source": _FLOOD})
        assert first.channel.receive(20)["ok"]
        first.channel.send({"do": "get", "names": ["started"]})
        assert 50 < first.channel.receive(10)["values"]["started"] < 80
        second.channel.send({"do": "cell", "source": _LOOK})
        assert second.channel.receive(20)["ok"]
        second.channel.send({"do": "get", "names": ["met", "children", "seen"]})
        told = second.channel.receive(10)["values"]
        assert told == {"met": False, "children": 5, "seen": False}


def test_other_rungs_have_no_branches() -> None:
    with Zygote("pupil", "unsafe", Limits()) as zygote:
        zygote.await_ready()
        with pytest.raises(WireError):
            zygote.branch()
        assert zygote.session().fork().process.is_alive()


@pytest.mark.parametrize("rung", RUNGS)
@pytest.mark.parametrize("threads", [0, 2])
def test_a_session_begins_apart_whatever_the_libraries_run(rung: Rung, threads: int) -> None:
    if available(rung):
        pytest.skip("not on this machine")
    library = (
        "import threading\n"
        f"for _ in range({threads}):\n"
        "    threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
    )
    with Zygote("pupil", rung, Limits(), ["busy"], {"busy.py": library.encode()}) as zygote:
        zygote.await_ready()
        tasks = len(list(Path(f"/proc/{_zygote(zygote)}/task").iterdir()))
        assert tasks == 1 + threads
        session = zygote.session()
        state = session.fork()
        state.channel.send({"do": "cell", "source": "import os\nmine = os.getpid()"})
        assert state.channel.receive(10)["ok"]
        state.channel.send({"do": "get", "names": ["mine"]})
        mine = state.channel.receive(10)["values"]["mine"]
        assert (mine == 2) is (rung == "bubblewrap")
        session.kill()
        zygote.sweep()


def test_memory_lies_in_large_pages() -> None:
    release = tuple(map(int, platform.release().split("-")[0].split(".")[:2]))
    if release < (6, 1):
        pytest.skip("the kernel cannot gather pages")
    with Zygote("pupil", "unsafe", Limits(), ["sklearn.linear_model"]) as zygote:
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
