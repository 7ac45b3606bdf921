"""The kinds of sandbox: which can be used here, and how bubblewrap is called."""

import functools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from coursekit.grading.sandbox import kernel, landlock, seccomp

Backend = Literal["bubblewrap", "landlock", "unsafe"]

SYSTEM = (
    "/usr",
    "/bin",
    "/lib",
    "/lib32",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/fonts",
    "/etc/ssl/openssl.cnf",
    "/etc/mime.types",
    "/var/cache/fontconfig",
)


def available(backend: Backend) -> str | None:
    """Return why `backend` cannot be used here, or None if nothing speaks against it."""
    if sys.platform != "linux":
        return "only Linux has it"
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return "the kernel is older than Linux 5.3"
    if backend == "unsafe":
        return None
    if not seccomp.supported():
        return "no seccomp filter is known for this machine"
    if backend == "bubblewrap":
        return None if shutil.which("bwrap") else "bubblewrap (bwrap) is not installed"
    if landlock.abi() < landlock.SIGNALS_SINCE:
        return f"Landlock is at version {landlock.abi()}; signals are kept in from version 6 on"
    return None


@functools.cache
def roots() -> tuple[str, ...]:
    """Return the folders that the interpreter and its libraries live in."""
    asked = [sys.executable, "-I", "-c", "import json, sys; print(json.dumps(sys.path))"]
    told = subprocess.run(asked, capture_output=True, check=True).stdout  # noqa: S603 - our own
    search = json.loads(told)
    paths = {Path(p).resolve() for p in (sys.prefix, sys.base_prefix, *search)}
    found: list[Path] = []
    for path in sorted(paths, key=lambda p: len(p.parts)):
        inside = any(path.is_relative_to(other) for other in (*found, Path("/usr")))
        if path.is_dir() and not inside:
            found.append(path)
    return tuple(str(path) for path in found)


def uncover(paths: Sequence[str]) -> None:
    """Let another user reach `paths` where a closed home lies above them.

    In a private view of the file system each closed folder is covered by an empty one that
    holds these paths alone.
    """
    closed = {path: above for path in paths if (above := _closed_above(Path(path)))}
    if not closed:
        return
    kernel.unshare(kernel.NEW_MOUNTS)
    kernel.keep_mounts_private()
    held = {path: os.open(path, os.O_PATH) for path in closed}
    for above in sorted(set(closed.values())):
        kernel.mount_tmpfs(above, 1 << 20, 1000, "755")
    for path, fd in held.items():
        Path(path).mkdir(parents=True)
        kernel.bind(f"/proc/self/fd/{fd}", path)


def _closed_above(path: Path) -> str | None:
    for above in reversed(path.parents):
        if not above.stat().st_mode & 0o001:
            return str(above)
    return None


def bubblewrap(visible: Sequence[str], root: str, course: str, masked: Sequence[str]) -> list[str]:
    """Return the call of bubblewrap that a zygote's command follows.

    Parameters
    ----------
    visible
        Folders of the interpreter.
    root, course
        Where sessions and the set's data live, inside.
    masked
        Folders that must not be seen even if the interpreter lives beside them.
    """
    command = ["bwrap", "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc"]
    command += ["--unshare-uts", "--unshare-cgroup-try", "--die-with-parent", "--new-session"]
    command += ["--as-pid-1", "--cap-drop", "ALL", "--cap-add", "CAP_SYS_ADMIN"]
    command += ["--hostname", "sandbox"]
    for path in SYSTEM:
        if Path(path).is_symlink():
            command += ["--symlink", str(Path(path).readlink()), path]
        else:
            command += ["--ro-bind-try", path, path]
    for folder in masked:
        if any(Path(folder).is_relative_to(path) for path in visible):
            command += ["--tmpfs", folder]
    for path in visible:
        command += ["--ro-bind", path, path]
    if not any(Path(path).is_relative_to("/tmp") for path in visible):  # noqa: S108 - inside
        command += ["--symlink", root.lstrip("/"), "/tmp"]  # noqa: S108 - inside
    command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", root, "--tmpfs", course]
    command += ["--remount-ro", "/", "--chdir", "/"]
    return command
