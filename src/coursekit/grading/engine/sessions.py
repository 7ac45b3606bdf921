"""Speaks to warmed processes and to the sessions that are forked from them."""

import contextlib
import os
import select
import signal
import socket
import struct
from typing import Any

from coursekit.grading.channel import Channel, WireError

START = 600.0
"""Seconds a zygote may take to import its libraries or to run opening cells: a busy machine."""

PATIENCE = 10.0
"""Seconds in which a process must begin (student code can delay its own forks)."""

NEWS = 16 << 20
"""Longest message taken from student code by this process, which nothing limits (bytes)."""


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
