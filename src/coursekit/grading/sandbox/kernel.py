"""The few system calls that Python does not offer, or not as they are needed here."""

import contextlib
import ctypes
import os
import random
import signal
import time
from pathlib import Path

LIBC = ctypes.CDLL(None, use_errno=True)

_PYTHON = ctypes.PyDLL(None, use_errno=True)  # keeps the interpreter's lock in a call
_CLONE = {"x86_64": 56, "aarch64": 220}
NEW_MOUNTS, NEW_IPC, NEW_PIDS = 0x00020000, 0x08000000, 0x20000000
NEW_USERS, NEW_NETWORK = 0x10000000, 0x40000000
_IDS = os.getuid(), os.getgid()  # a fresh user namespace knows them no more
_READ_ONLY, _NO_SUID, _NO_DEV, _NO_EXEC, _REMOUNT, _BIND, _RECURSIVE, _PRIVATE = (
    1, 2, 4, 8, 32, 4096, 16384, 1 << 18,
)  # fmt: skip


def checked(result: int, what: str) -> int:
    """Return `result`, or raise `OSError` naming `what` if it is negative."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def fork(namespaces: int = 0) -> int:
    """Fork as `os.fork` does, but leave ``random`` as it stands: Python would seed it anew.

    A copy of a notebook must draw the numbers that the notebook itself would have drawn.

    Parameters
    ----------
    namespaces
        Namespaces that the child begins (`NEW_PIDS`: as process 1 of its own).
    """
    state = random.getstate()
    if not namespaces:
        child = os.fork()
    elif len(list(Path("/proc/self/task").iterdir())) == 1:
        child = _clone(namespaces)
    else:
        child = _fork_twice(namespaces)
    if child == 0:
        random.setstate(state)
    return child


def _clone(flags: int) -> int:
    """Fork a process of one thread into fresh namespaces at once.

    The C library does not learn the child's number, which is of no consequence where the child
    only forks on.
    """
    python = ctypes.pythonapi
    python.PyOS_BeforeFork()
    child = int(_PYTHON.syscall(_CLONE[os.uname().machine], flags | signal.SIGCHLD, 0, 0, 0, 0))
    if child == 0:
        python.PyOS_AfterFork_Child()
        return 0
    python.PyOS_AfterFork_Parent()
    return checked(child, "clone")


def _fork_twice(flags: int) -> int:
    """Fork as the C library does (other threads may hold its locks); return the child's number.

    A process gets into a process namespace by being born in it.
    """
    child = os.fork()
    if child == 0:
        unshare(flags)
        if os.fork():
            os._exit(0)
    return child


def keep_own_ids() -> None:
    """Be in a fresh user namespace who one was before: the only user that there is."""
    Path("/proc/self/setgroups").write_text("deny")
    for kind, number in (("uid", _IDS[0]), ("gid", _IDS[1])):
        Path(f"/proc/self/{kind}_map").write_text(f"{number} {number} 1")


def unshare(flags: int) -> None:
    """Move the calling process (its children, for processes) into fresh namespaces."""
    checked(LIBC.unshare(flags), "unshare")


def _mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    checked(
        LIBC.mount(
            source.encode(), target.encode(), kind and kind.encode(), flags, options.encode()
        ),
        f"mount {target}",
    )


def keep_mounts_private() -> None:
    """Let later mounts of this namespace stay unseen outside."""
    _mount("none", "/", None, _RECURSIVE | _PRIVATE)


def mount_tmpfs(target: str, size: int, files: int, mode: str = "700") -> None:
    """Mount an empty file system in memory of at most `size` bytes and so many files."""
    options = f"size={size},nr_inodes={files},mode={mode}"
    _mount("tmpfs", target, "tmpfs", _NO_SUID | _NO_DEV, options)


def mount_proc(target: str) -> None:
    """Mount the process list of the current process namespace."""
    _mount("proc", target, "proc", _NO_SUID | _NO_DEV | _NO_EXEC)


def bind(source: str, target: str) -> None:
    """Show the folder `source` at `target` too."""
    _mount(source, target, None, _BIND | _RECURSIVE)


def make_read_only(target: str) -> None:
    """Turn the mount at `target` read-only."""
    _mount("none", target, None, _REMOUNT | _BIND | _READ_ONLY | _NO_SUID | _NO_DEV)


def drop_capabilities() -> None:
    """Give up every capability of the calling process and of all it starts."""
    checked(LIBC.prctl(47, 4, 0, 0, 0), "ambient capabilities")  # PR_CAP_AMBIENT_CLEAR_ALL
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    data = (ctypes.c_uint32 * 6)()
    checked(LIBC.capset(header, data), "capset")


def hide_memory() -> None:
    """Close ``/proc/PID/mem`` of the calling process to its peers."""
    checked(LIBC.prctl(4, 0, 0, 0, 0), "dumpable")


def adopt_orphans() -> None:
    """Become the parent of descendants whose parent ends."""
    checked(LIBC.prctl(36, 1, 0, 0, 0), "subreaper")


def die_with_parent(parent: int) -> None:
    """Let the kernel end the calling process when its parent, process `parent`, ends.

    A parent that ended before the kernel was asked has left the caller to somebody else already.
    """
    checked(LIBC.prctl(1, signal.SIGKILL, 0, 0, 0), "parent death signal")
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def descendants(pid: int) -> set[int]:
    """Return the processes that process `pid` has started, and those that they have."""
    found: set[int] = set()
    waiting = [pid]
    while waiting:
        parent = waiting.pop()
        try:
            tasks = list(Path(f"/proc/{parent}/task").iterdir())
            children = {int(c) for t in tasks for c in (t / "children").read_text().split()}
        except OSError:
            continue
        waiting += children - found
        found |= children
    return found


def end_descendants(pid: int) -> None:
    """End all that process `pid` has started.

    All are stopped before the first is ended: so none can start others that are overlooked.
    """
    for _ in range(100):
        stopped: set[int] = set()
        while fresh := descendants(pid) - stopped:
            _signal(fresh, signal.SIGSTOP)
            stopped |= fresh
        if not stopped:
            return
        _signal(stopped, signal.SIGKILL)
        time.sleep(0.001)


def _signal(pids: set[int], number: int) -> None:
    for pid in pids:
        with contextlib.suppress(OSError):
            os.kill(pid, number)
