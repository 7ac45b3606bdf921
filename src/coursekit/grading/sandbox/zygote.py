"""The warmed process inside the sandbox: it imports once, then only forks.

Run as ``python -m coursekit.grading.sandbox.zygote FD``. It runs instructor's code alone; a
student's code runs in forks of it that have given up every way back (`_Session`).

Requests are frames on the descriptor, each with a socket for the new process:

``prime``
    Fork a zygote that has run the instructor's opening cells of one notebook.
``branch``
    Fork a zygote in namespaces of its own: what runs there meets nothing of the others, and is
    not counted with them.
``session``
    Fork a confined process for one submission; its socket speaks the role's own protocol.
``sweep``
    End every process of the last session (where no process namespace does it).
"""

import gc
import importlib
import os
import resource
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from coursekit.grading.channel import Channel, WireError
from coursekit.grading.sandbox import kernel, landlock, pages, seccomp, student_folders

ROLES = {
    "student": "coursekit.grading.apart.student.server",
    "checker": "coursekit.grading.apart.checker.runner",
    "in-place": "coursekit.grading.in_place.process",
}
SESSION = "session-"
LARGE = 4 << 20
"""Data files above this many bytes are linked into a session rather than copied."""


def main() -> NoReturn:
    """Serve until the socket closes."""
    place = pages.make_room()
    channel = Channel(socket.socket(fileno=int(sys.argv[1])))
    setup = channel.receive()
    root = Path(setup["root"])
    os.environ["HOME"] = str(root / "home")
    course = Path(setup["course"])
    _write_files(course, setup["files"])
    limits = setup["limits"]
    limits["files"] += len(setup["files"])
    limits["disk"] += sum(len(content) for content in setup.pop("files").values())
    if setup["backend"] == "bubblewrap":
        kernel.unshare(kernel.NEW_MOUNTS)
        kernel.make_read_only(str(course))
    else:
        kernel.adopt_orphans()
    role = importlib.import_module(ROLES[setup["role"]])
    _furnish(root, course)
    sys.path.append(str(course))  # a set may bring modules of its own; none shadows a library
    gc.disable()  # imports make no garbage to speak of, and to look for it takes a sixth of them
    role.warm(setup["modules"])
    pages.merge()
    gc.freeze()
    gc.enable()
    place.clear()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel.send({"loaded": True})
    _serve(channel, role, setup)


def _serve(channel: Channel, role: ModuleType, setup: dict[str, Any]) -> NoReturn:
    gc.freeze()
    while True:
        try:
            request, fds = channel.receive_with_fds(1)
        except WireError:
            kernel.end_descendants(os.getpid())
            os._exit(0)
        if request["do"] == "sweep":
            if setup["backend"] != "bubblewrap":
                kernel.end_descendants(os.getpid())
                _clear(Path(setup["root"]))
            channel.send({"swept": True})
            continue
        try:
            child = kernel.fork(_namespaces(request["do"], setup["backend"]))
        except OSError:  # the asker sees its socket close
            child = -1
        if child:
            os.close(fds[0])
            continue
        channel.close()
        theirs = Channel(socket.socket(fileno=fds[0]))
        match request["do"]:
            case "prime":
                _prime(theirs, role, setup, request["payload"])
            case "branch":
                _branch(theirs, role, setup)
            case _:
                _session(theirs, role, setup)


def _namespaces(do: str, backend: str) -> int:
    """Return the namespaces that a process begins: those of a submission are its own."""
    if backend != "bubblewrap" or do == "prime":
        return 0
    own = kernel.NEW_MOUNTS | kernel.NEW_IPC | kernel.NEW_PIDS
    return own if do == "session" else own | kernel.NEW_USERS | kernel.NEW_NETWORK


def _prime(channel: Channel, role: ModuleType, setup: dict[str, Any], payload: Any) -> NoReturn:
    if setup["backend"] != "bubblewrap":
        kernel.adopt_orphans()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    channel.send({"primed": role.prime(payload)})
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    _serve(channel, role, setup)


def _branch(channel: Channel, role: ModuleType, setup: dict[str, Any]) -> NoReturn:
    """Become the first process of a sandbox within the sandbox."""
    kernel.keep_own_ids()
    _mount_own(Path(setup["root"]), setup["limits"])
    _furnish(Path(setup["root"]), Path(setup["course"]))
    channel.send({"branched": True})
    _serve(channel, role, setup)


def _mount_own(root: Path, limits: dict[str, Any]) -> None:
    """Mount folders and a process list that are the process namespace's own."""
    kernel.mount_tmpfs(str(root), limits["disk"], limits["files"])
    shared = "/dev/shm"  # noqa: S108 - the sandbox's own
    kernel.mount_tmpfs(shared, limits["disk"] // 4, limits["files"] // 10)
    kernel.mount_proc("/proc")


def _session(channel: Channel, role: ModuleType, setup: dict[str, Any]) -> NoReturn:
    """Become the first process of a submission: confined, with a folder of its own."""
    limits, backend = setup["limits"], setup["backend"]
    root, course = Path(setup["root"]), Path(setup["course"])
    os.setsid()  # else a signal to the process's group would reach the zygote
    if backend == "bubblewrap":
        _mount_own(root, limits)
    else:
        root = Path(tempfile.mkdtemp(dir=root, prefix=SESSION))
    _furnish(root, course)
    os.environ["HOME"] = str(root / "home")
    tempfile.tempdir = os.environ["TMPDIR"] = str(root)
    _limit(limits, shared_user=backend != "bubblewrap")
    if backend == "bubblewrap":
        kernel.drop_capabilities()
    elif backend == "landlock":
        devices = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
        kernel_views = ("/proc/self", "/proc/meminfo", "/proc/cpuinfo", "/proc/stat")
        readable = (*setup["roots"], *kernel_views, str(course))
        landlock.confine(readable, [str(root)], devices)
    role.prepare()
    if backend != "unsafe":
        kernel.hide_memory()
        seccomp.confine(apart=backend == "bubblewrap")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)
    channel.send({"session": os.getpid(), "folder": str(root)})
    role.serve(channel)
    os._exit(0)


def _furnish(root: Path, course: Path) -> None:
    """Make a home and the working folder, with the set's data in it, and go there."""
    (root / "home").mkdir(exist_ok=True)
    work = root / "work"
    work.mkdir(exist_ok=True)

    def place(source: str, target: str) -> str:
        if Path(source).stat().st_size > LARGE:
            Path(target).symlink_to(source)
        else:
            shutil.copyfile(source, target)
        return target

    shutil.copytree(course, work, copy_function=place, dirs_exist_ok=True)
    for folder, _, _ in os.walk(work):
        Path(folder).chmod(0o755)
    os.chdir(work)


def _write_files(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _limit(limits: dict[str, Any], shared_user: bool) -> None:
    status = Path("/proc/self/statm").read_text().split()
    mapped = int(status[0]) * resource.getpagesize()
    taken = _processes_of_user() if shared_user else 0
    for name, value in (
        ("AS", mapped + limits["memory"]),
        ("CPU", limits["cpu"]),
        ("FSIZE", limits["file"]),
        ("NOFILE", limits["open_files"]),
        ("NPROC", taken + limits["processes"]),
        ("CORE", 0),
        ("MEMLOCK", 1 << 16),
        ("MSGQUEUE", 0),
    ):
        which = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(which)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(which, (value, value))
    Path("/proc/self/oom_score_adj").write_text("1000")  # the kernel ends us before the grader


def _processes_of_user() -> int:
    user, count = os.getuid(), 0
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and entry.stat().st_uid == user:
                count += len(list((entry / "task").iterdir()))
        except OSError:
            continue
    return count


def _clear(root: Path) -> None:
    """Remove the folders of past sessions."""
    for folder in root.glob(f"{SESSION}*"):
        student_folders.empty(str(folder))
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
