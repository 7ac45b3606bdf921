"""Attack the sandbox before trusting it.

What the README of a kernel promises and what a host allows are two things; so the sandbox is
attacked from inside with what students could try, and refused if anything gets through.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from coursekit.assignment.limits import Limits
from coursekit.errors import CourseError
from coursekit.grading.channel import WireError
from coursekit.grading.engine.backends import Backend, available
from coursekit.grading.engine.launch import Zygote
from coursekit.grading.engine.sessions import Warmed

_ATTACKS = """
import os, socket, subprocess, signal, time
report = {}

def attempt(name, attack):
    try:
        report[name] = attack()
    except BaseException as error:
        report[name] = None

def network(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as s:
        s.settimeout(2)
        s.connect(address)
        return "connected"

def read(path):
    with open(path, "rb") as f:
        return f.read(64).decode("latin-1")

def write(path):
    with open(path, "a") as f:
        f.write("x")
    return "written"

def flood():
    children = []
    try:
        for _ in range(LIMIT + 50):
            pid = os.fork()
            if pid == 0:
                time.sleep(60)
                os._exit(0)
            children.append(pid)
    except OSError:
        return None
    finally:
        for pid in children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    return f"{len(children)} processes"

def end(pid):
    os.kill(pid, signal.SIGKILL)
    return "killed"

def memory():
    block = bytearray(MEMORY + (1 << 30))
    return "taken"

attempt("the network", lambda: network(socket.AF_INET, ("127.0.0.1", PORT)))
attempt("a local service", lambda: network(socket.AF_UNIX, SERVICE))
attempt("a secret file", lambda: read(SECRET))
attempt("the folder of the secret", lambda: os.listdir(os.path.dirname(SECRET)) and "listed")
attempt("a file outside", lambda: write(SECRET))
attempt("the interpreter's files", lambda: write(os.__file__))
attempt("a flood of processes", flood)
attempt("another process", lambda: end(VICTIM))
attempt("the grader", lambda: end(GRADER))
attempt("the grader's memory", lambda: read(f"/proc/{GRADER}/environ"))
attempt("the first process's memory", lambda: read(f"/proc/{os.getppid()}/mem"))
attempt("too much memory", memory)
import json
report = json.dumps({name: None if got is None else str(got) for name, got in report.items()})
"""


def choose(wanted: Backend | None, masked: tuple[str, ...] = ()) -> Backend:
    """Return the first backend that withstands the attack.

    Parameters
    ----------
    wanted
        Try only this one.

    Raises
    ------
    CourseError
        If none does: nothing is graded without a sandbox unless asked for by name.
    """
    backends: tuple[Backend, ...] = (wanted,) if wanted else ("bubblewrap", "landlock")
    reasons = []
    for backend in backends:
        if backend == "unsafe":
            return backend
        reason = available(backend)
        if reason is None:
            try:
                breaches = attack(backend, masked)
            except (CourseError, WireError, OSError) as error:
                reason = str(error)
            else:
                if not breaches:
                    return backend
                reason = f"the attack on it got through to {', '.join(breaches)}"
        reasons.append(f"{backend}: {reason}")
    raise CourseError(
        "there is no safe sandbox on this machine; nothing was graded. "
        + "; ".join(reasons)
        + ". Install bubblewrap and allow user namespaces, or grade in a throw-away virtual "
        "machine with --unsafe"
    )


def attack(backend: Backend, masked: tuple[str, ...] = ()) -> list[str]:
    """Attack a sandbox from inside; return what could be reached (nothing, one hopes)."""
    limits = Limits(cell=30, memory=256 << 20, processes=24)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="course-attack-")))
        folder.chmod(0o755)
        secret = folder / "secret"
        secret.write_text("the secret")
        secret.chmod(0o666)
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        service = stack.enter_context(socket.socket(socket.AF_UNIX))
        service.bind(str(folder / "service"))
        service.listen()
        (folder / "service").chmod(0o777)
        zygote = stack.enter_context(Zygote("in-place", backend, limits, masked=masked))
        zygote.await_ready()
        victim = _victim(Path(f"/proc/{zygote.process.pid}").stat().st_uid)
        stack.callback(_end, victim)
        settings = {
            "LIMIT": limits.processes,
            "MEMORY": limits.memory,
            "PORT": server.getsockname()[1],
            "SERVICE": str(folder / "service"),
            "SECRET": str(secret),
            "VICTIM": victim.pid,
            "GRADER": os.getpid(),
        }
        source = "\n".join(f"{k} = {v!r}" for k, v in settings.items()) + _ATTACKS
        breaches = _breaches(zygote, source)
        with contextlib.suppress(WireError):  # not every host permits it
            branch = zygote.branch()
            breaches += [name for name in _breaches(branch, source) if name not in breaches]
        if secret.read_text() != "the secret" and "a file outside" not in breaches:
            breaches.append("a file outside")
        if victim.poll() is not None and "another process" not in breaches:
            breaches.append("another process")
        return breaches


def _breaches(warmed: Warmed, source: str) -> list[str]:
    """Return what an attack has reached from a submission's place."""
    session = warmed.session()
    try:
        session.channel.send({"do": "cell", "source": f"{source}\nprint(report)", "brief": True})
        told = json.loads(session.channel.receive(60)["outputs"][-1]["text"])
    finally:
        session.kill()
    return [name for name, result in told.items() if result is not None]


def _victim(user: int) -> "subprocess.Popen[bytes]":
    """Start a process of the sandbox's own user, outside of the sandbox."""
    command = ["/bin/sleep", "120"]
    if os.geteuid() != 0:
        return subprocess.Popen(command)  # noqa: S603 - our own words
    return subprocess.Popen(command, user=user, group=user, extra_groups=[])  # noqa: S603 - as above


def _end(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(OSError):
        process.send_signal(signal.SIGKILL)
    process.wait()


if __name__ == "__main__":
    sys.stdout.write(f"{choose(None)}\n")
