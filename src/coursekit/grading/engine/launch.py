"""Start a zygote on a rung of the ladder, and speak to its sessions."""

import contextlib
import functools
import json
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, Self

from coursekit.assignment.limits import Limits
from coursekit.errors import CourseError
from coursekit.grading.channel import Channel, WireError
from coursekit.grading.sandbox import kernel, landlock, seccomp, tree

Role = Literal["student", "checker", "in-place"]
Rung = Literal["bubblewrap", "landlock", "unsafe"]

START = 600.0
"""Seconds a zygote may take to import its libraries or to run opening cells: a busy machine."""

USERS = range(64_100, 65_000)
"""Where the grader runs as root, each sandbox runs under a user id of its own from these."""

PATIENCE = 10.0
"""Seconds in which a process must begin (student code can delay its own forks)."""

NEWS = 16 << 20
"""Longest message taken from student code by this process, which nothing limits (bytes)."""

_SYSTEM = (
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
_ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "NBGRADER_EXECUTION": "autograde",
    "TERM": "dumb",
    **{f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "NUMBA")},
}


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


class Warmed:
    """A process behind `channel` that has loaded what a set needs, and forks on request."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel

    def prime(self, payload: object) -> "Primed":
        """Fork one that has run its role's opening (see the role's ``prime``)."""
        channel = self._fork({"do": "prime", "payload": payload})
        return Primed(channel, channel.receive(START)["primed"])

    def branch(self) -> "Warmed":
        """Fork one in a sandbox of its own, as apart from this one as if begun anew.

        Raises
        ------
        WireError
            If the kernel permits no sandbox within the sandbox.
        """
        channel = self._fork({"do": "branch"})
        try:
            channel.receive(PATIENCE)
        except WireError:
            channel.close()
            raise
        return Warmed(channel)

    def _fork(self, request: dict[str, Any]) -> Channel:
        channel, theirs = Channel.pair()
        self.channel.send(request, [theirs.fileno()])
        theirs.close()
        return channel

    def session(self) -> "Session":
        """Fork a confined process for one submission."""
        channel, theirs = Channel.pair(NEWS)
        channel.socket.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self.channel.send({"do": "session"}, [theirs.fileno()])
        theirs.close()
        return Session(channel)

    def sweep(self) -> None:
        """End all processes of past sessions (needed where no process namespace does it)."""
        self.channel.send({"do": "sweep"})
        self.channel.receive(20)

    def close(self) -> None:
        """End the process and everything that it started."""
        self.channel.close()


class Primed(Warmed):
    """One that has run the opening cells of a notebook; `told` is what its role returned."""

    def __init__(self, channel: Channel, told: Any) -> None:
        super().__init__(channel)
        self.told = told


class Zygote(Warmed):
    """A warmed process in a sandbox.

    Parameters
    ----------
    role
        ``student`` runs student code, ``checker`` the tests.
    rung
        Where on the ladder.
    modules
        What to import.
    files
        The set's data, by path relative to the working folder.
    masked
        Folders that must not be seen even if the interpreter lives beside them.
    """

    def __init__(
        self,
        role: Role,
        rung: Rung,
        limits: Limits,
        modules: Sequence[str] = (),
        files: dict[str, bytes] | None = None,
        masked: Sequence[str] = (),
    ) -> None:
        self.rung, self.limits = rung, limits
        self._own_root: Path | None = None
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the zygote
        user: int | None = None
        self._claim: socket.socket | None = None
        if os.geteuid() == 0:
            user, self._claim = _own_user()
        root, course = self._places(user)
        channel, theirs = Channel.pair()
        super().__init__(channel)
        command = [sys.executable, "-I", "-X", "utf8", "-m", "coursekit.grading.sandbox.zygote"]
        command += [str(theirs.fileno())]
        visible, parent = roots(), os.getpid()
        if rung == "bubblewrap":
            command = [*_bubblewrap(visible, root, course, masked), "--", *command]

        def enter() -> None:
            if user is not None:
                _uncover(visible)
                os.setgroups([])
                os.setresgid(user, user, user)
                os.setresuid(user, user, user)
            if rung == "bubblewrap":  # elsewhere the zygote itself has to end what it started
                kernel.die_with_parent(parent)

        self.process = subprocess.Popen(  # noqa: S603 - our own words
            command,
            pass_fds=[theirs.fileno()],
            preexec_fn=enter,
            stdin=subprocess.DEVNULL,
            stdout=self._complaints,
            stderr=self._complaints,
            start_new_session=True,
            env=_ENVIRONMENT,
            cwd="/",
        )
        theirs.close()
        try:
            self.channel.send(
                {
                    "role": role,
                    "rung": rung,
                    "root": root,
                    "course": course,
                    "modules": list(modules),
                    "limits": limits.to_json(),
                    "roots": [*_SYSTEM, *visible],
                    "files": files or {},
                }
            )
        except WireError as error:
            raise self._did_not_start(error) from error

    def await_ready(self) -> None:
        """Wait until the libraries are imported.

        Raises
        ------
        CourseError
            If the sandbox does not start; the message says what it complained about.
        """
        try:
            self.channel.receive(START)
        except WireError as error:
            raise self._did_not_start(error) from error

    def _did_not_start(self, error: WireError) -> CourseError:
        complaint = self.complaint()
        self.close()
        return CourseError(f"the sandbox ({self.rung}) does not start: {complaint or error}")

    def _places(self, user: int | None) -> tuple[str, str]:
        if self.rung == "bubblewrap":
            return "/sandbox", "/course"
        own = self._own_root = Path(tempfile.mkdtemp(prefix="course-grade-"))
        root, course = own / "root", own / "course"
        for folder in (own, root, course):
            folder.mkdir(exist_ok=True, mode=0o700)
            if user is not None:
                os.chown(folder, user, user)
        return str(root), str(course)

    def complaint(self) -> str:
        """Return the last line that the process wrote about itself."""
        self._complaints.seek(0)
        lines = self._complaints.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:300] if lines else ""

    def close(self) -> None:
        """End the zygote and everything that it started."""
        self.channel.close()
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            kernel.end_descendants(self.process.pid)
            self.process.kill()
            self.process.wait()
        self._complaints.close()
        if self._claim is not None:
            self._claim.close()
        if self._own_root is not None:
            tree.empty(str(self._own_root))
            shutil.rmtree(self._own_root, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _own_user() -> tuple[int, socket.socket]:
    """Return a user id that no other grader on this machine uses, and what holds the claim."""
    for user in USERS:
        claim = socket.socket(socket.AF_UNIX)
        try:
            claim.bind(f"\0coursekit-sandbox-{user}")
        except OSError:
            claim.close()
            continue
        return user, claim
    raise CourseError(f"all {len(USERS)} user ids for sandboxes are in use on this machine")


class Session:
    """The first process of a submission; `folder` is where all its files are."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.process = _peer(channel)
        self.folder = str(channel.receive(20)["folder"])

    def furnish(self, files: dict[str, bytes]) -> None:
        """Put the student's own files into the working folder."""
        for name, data in files.items():
            self.channel.send({"do": "file", "name": name, "data": data})
            self.channel.receive(20)

    def kill(self) -> None:
        """End it; in a process namespace all others end with it."""
        self.process.kill()
        self.channel.close()


class Peer:
    """The process at the other end of a socket, by the number that the kernel vouches for.

    The number is pinned: once the process has ended, a stranger may bear it.
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._handle: int | None = None
        with contextlib.suppress(OSError):
            self._handle = os.pidfd_open(pid)

    def is_alive(self) -> bool:
        """Whether the process has not ended."""
        return self._handle is not None and not select.select([self._handle], [], [], 0)[0]

    def fileno(self) -> int:
        """Return a descriptor that can be waited for: it is ready once the process has ended.

        Raises
        ------
        WireError
            If the process had ended before this was made.
        """
        if self._handle is None:
            raise WireError("the process is gone")
        return self._handle

    def interrupt(self) -> None:
        """Interrupt the process, if it lives."""
        if self._handle is not None:
            with contextlib.suppress(OSError):
                signal.pidfd_send_signal(self._handle, signal.SIGINT)

    def kill(self) -> None:
        """End the process, if it lives."""
        if self._handle is not None:
            with contextlib.suppress(OSError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        self.close()

    def close(self) -> None:
        """Let go of the process."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _peer(channel: Channel) -> Peer:
    """Return the sending process, whose number the kernel attaches to its first bytes."""
    connection = channel.socket
    connection.settimeout(PATIENCE)
    try:
        _, ancillary, _, _ = connection.recvmsg(1, socket.CMSG_SPACE(12), socket.MSG_PEEK)
    except OSError as error:
        raise WireError("the process did not start") from error
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_CREDENTIALS:
            return Peer(int(struct.unpack("3i", data[:12])[0]))
    raise WireError("the process did not start")


def _uncover(paths: Sequence[str]) -> None:
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


def _bubblewrap(visible: Sequence[str], root: str, course: str, masked: Sequence[str]) -> list[str]:
    command = ["bwrap", "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc"]
    command += ["--unshare-uts", "--unshare-cgroup-try", "--die-with-parent", "--new-session"]
    command += ["--as-pid-1", "--cap-drop", "ALL", "--cap-add", "CAP_SYS_ADMIN"]
    command += ["--hostname", "sandbox"]
    for path in _SYSTEM:
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


def available(rung: Rung) -> str | None:
    """Return why `rung` cannot be used here, or None if nothing speaks against it."""
    if sys.platform != "linux":
        return "only Linux has it"
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return "the kernel is older than Linux 5.3"
    if rung == "unsafe":
        return None
    if not seccomp.supported():
        return "no seccomp filter is known for this machine"
    if rung == "bubblewrap":
        return None if shutil.which("bwrap") else "bubblewrap (bwrap) is not installed"
    if landlock.abi() < landlock.SIGNALS_SINCE:
        return f"Landlock is at version {landlock.abi()}; signals are kept in from version 6 on"
    return None
