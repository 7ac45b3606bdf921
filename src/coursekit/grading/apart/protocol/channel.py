"""Frames of JSON over a Unix socket, with file descriptors beside them.

Both ends of the student's boundary speak this; the student's end is never trusted, so a frame
has a largest length and every read a deadline.
"""

import json
import socket
import struct
import time
from collections.abc import Sequence
from typing import Any

MAX_FRAME = 96 << 20
"""Longest frame, in bytes."""

_LENGTH = struct.Struct(">I")


class WireError(Exception):
    """The other end is gone, too slow, or does not speak frames."""


class SlowError(WireError):
    """Nothing came before the deadline."""


class Channel:
    """One end of a connection.

    Parameters
    ----------
    connection
        A connected Unix stream socket; the channel owns it.
    longest
        Longest frame that it takes, in bytes.
    """

    def __init__(self, connection: socket.socket, longest: int = MAX_FRAME) -> None:
        self.socket, self._longest = connection, longest

    @classmethod
    def pair(cls, longest: int = MAX_FRAME) -> "tuple[Channel, socket.socket]":
        """Return a channel and the socket of its other end, to be handed to a process."""
        ours, theirs = socket.socketpair()
        return cls(ours, longest), theirs

    def send(self, message: object, fds: Sequence[int] = (), timeout: float | None = None) -> None:
        """Send one frame; `fds` travel with its first byte.

        Raises
        ------
        WireError
            If the other end is gone, or does not read within `timeout` seconds.
        """
        body = json.dumps(message, separators=(",", ":")).encode()
        if len(body) > MAX_FRAME:
            raise WireError(f"a value of {len(body) >> 20} MB is too large to hand over")
        frame = _LENGTH.pack(len(body)) + body
        try:
            self.socket.settimeout(timeout)
            sent = socket.send_fds(self.socket, [frame], list(fds)) if fds else 0
            self.socket.sendall(frame[sent:])
        except TimeoutError as error:
            raise SlowError("the process does not read") from error
        except OSError as error:
            raise WireError("the process is gone") from error

    def receive(self, timeout: float | None = None) -> Any:
        """Return the next frame, or raise `WireError` (`SlowError` after `timeout` seconds)."""
        return self.receive_with_fds(0, timeout)[0]

    def receive_with_fds(self, count: int, timeout: float | None = None) -> tuple[Any, list[int]]:
        """Return the next frame and up to `count` file descriptors sent with it."""
        deadline = None if timeout is None else time.monotonic() + timeout
        try:
            head = b""
            fds: list[int] = []
            if count:
                self._arm(deadline)
                head, fds, _, _ = socket.recv_fds(self.socket, _LENGTH.size, count)
                if not head:
                    raise WireError("the process is gone")
            head += self._read(_LENGTH.size - len(head), deadline)
            (length,) = _LENGTH.unpack(head)
            if length > self._longest:
                raise WireError("a frame is too long")
            return json.loads(self._read(length, deadline)), fds
        except TimeoutError as error:
            raise SlowError("time limit reached") from error
        except OSError as error:
            raise WireError("the process is gone") from error
        except (ValueError, RecursionError) as error:
            raise WireError("a frame is not JSON") from error

    def _arm(self, deadline: float | None) -> None:
        if deadline is None:
            self.socket.settimeout(None)
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.socket.settimeout(left)

    def _read(self, length: int, deadline: float | None) -> bytes:
        data = bytearray()
        while len(data) < length:
            self._arm(deadline)
            chunk = self.socket.recv(min(length - len(data), 1 << 20))
            if not chunk:
                raise WireError("the process is gone")
            data += chunk
        return bytes(data)

    def fileno(self) -> int:
        """Return the socket's descriptor (so that a channel can be waited for)."""
        return self.socket.fileno()

    def close(self) -> None:
        """Close this end."""
        self.socket.close()
