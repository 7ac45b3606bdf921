"""Starts zygotes, each in a sandbox of its own."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Self

from coursekit.assignment.limits import Limits
from coursekit.errors import CourseError
from coursekit.grading.channel import Channel, WireError
from coursekit.grading.engine.backends import SYSTEM, Backend, bubblewrap, roots, uncover
from coursekit.grading.engine.sessions import START, Warmed
from coursekit.grading.sandbox import kernel, student_folders

Role = Literal["student", "checker", "in-place"]

USERS = range(64_100, 65_000)
"""Where the grader runs as root, each sandbox runs under a user id of its own from these."""

_ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "NBGRADER_EXECUTION": "autograde",
    "TERM": "dumb",
    **{f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "NUMBA")},
}


class Zygote(Warmed):
    """A warmed process in a sandbox.

    Parameters
    ----------
    role
        ``student`` runs student code, ``checker`` the tests.
    backend
        The kind of sandbox.
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
        backend: Backend,
        limits: Limits,
        modules: Sequence[str] = (),
        files: dict[str, bytes] | None = None,
        masked: Sequence[str] = (),
    ) -> None:
        self.backend, self.limits = backend, limits
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
        if backend == "bubblewrap":
            command = [*bubblewrap(visible, root, course, masked), "--", *command]

        def enter() -> None:
            if user is not None:
                uncover(visible)
                os.setgroups([])
                os.setresgid(user, user, user)
                os.setresuid(user, user, user)
            if backend == "bubblewrap":  # elsewhere the zygote itself has to end what it started
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
                    "backend": backend,
                    "root": root,
                    "course": course,
                    "modules": list(modules),
                    "limits": limits.to_json(),
                    "roots": [*SYSTEM, *visible],
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
        return CourseError(f"the sandbox ({self.backend}) does not start: {complaint or error}")

    def _places(self, user: int | None) -> tuple[str, str]:
        if self.backend == "bubblewrap":
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
            student_folders.empty(str(self._own_root))
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
