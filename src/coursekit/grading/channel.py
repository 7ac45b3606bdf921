"""Frames over a Unix socket: MessagePack, large buffers beside it, file descriptors with it.

Both ends of the student's boundary speak this; the student's end is never trusted, so a frame
has a largest length and every read a deadline. The data of a large array goes from the
sender's memory into the socket and from there into memory of the receiver's, which is the
array's from then on: it is copied by the kernel alone, once in and once out.
"""

import array
import socket
import struct
import time
from collections.abc import Sequence
from typing import Any

import msgspec

MAX_FRAME = 96 << 20
"""Longest frame, in bytes."""

MAX_BUFFERS = 4096
"""Most buffers of one frame."""

SMALL = 4096
"""Bytes up to which the data of an array stays in the message."""

_HEAD = struct.Struct("<II")  # bytes of the message, number of buffers
_BUFFER, _TEXT = 1, 2


class WireError(Exception):
    """The other end is gone, too slow, or does not speak frames."""


class SlowError(WireError):
    """Nothing came before the deadline."""


class TooLargeError(WireError):
    """A message is too large to be sent; the other end is as it was."""


class Buffer:
    """The data of an array, to be sent beside the message."""

    __slots__ = ("data",)

    def __init__(self, data: memoryview) -> None:
        self.data = data


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
        self._outgoing: list[memoryview] = []
        self._encoder = msgspec.msgpack.Encoder(enc_hook=self._set_aside)

    @classmethod
    def pair(cls, longest: int = MAX_FRAME) -> "tuple[Channel, socket.socket]":
        """Return a channel and the socket of its other end, to be handed to a process."""
        ours, theirs = socket.socketpair()
        return cls(ours, longest), theirs

    def send(self, message: object, fds: Sequence[int] = (), timeout: float | None = None) -> None:
        """Send one frame; `fds` travel with its first byte.

        Raises
        ------
        TooLargeError
            If the message is too large; nothing was sent.
        WireError
            If the other end is gone, or does not read within `timeout` seconds.
        """
        parts = self._frame(message)
        try:
            self.socket.settimeout(timeout)
            rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
            sent = self.socket.sendmsg(parts, rights)
            for part in parts:
                if sent < len(part):
                    self.socket.sendall(part[sent:])
                sent = max(0, sent - len(part))
        except TimeoutError as error:
            raise SlowError("the process does not read") from error
        except OSError as error:
            raise WireError("the process is gone") from error

    def _frame(self, message: object) -> list[memoryview]:
        self._outgoing = []
        try:
            body = self._encoder.encode(message)
        except UnicodeEncodeError:  # a text with half a character in it
            self._outgoing = []
            body = self._encoder.encode(_split_texts(message))
        except (OverflowError, RecursionError, TypeError) as error:
            raise TooLargeError("a value is too large to hand over") from error
        buffers, self._outgoing = self._outgoing, []
        sizes = struct.pack(f"<{len(buffers)}I", *[b.nbytes for b in buffers])
        length = len(body) + sum(b.nbytes for b in buffers)
        if length > MAX_FRAME or len(buffers) > MAX_BUFFERS:
            raise TooLargeError(f"a value of {length >> 20} MB is too large to hand over")
        return [memoryview(_HEAD.pack(len(body), len(buffers)) + sizes + body), *buffers]

    def _set_aside(self, value: object) -> Any:
        if type(value) is not Buffer:
            raise NotImplementedError(type(value).__name__)
        if value.data.nbytes <= SMALL:
            return value.data.tobytes()
        self._outgoing.append(value.data.cast("B"))
        return msgspec.msgpack.Ext(_BUFFER, str(len(self._outgoing) - 1).encode())

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
                head, fds, _, _ = socket.recv_fds(self.socket, _HEAD.size, count)
                if not head:
                    raise WireError("the process is gone")
            head += self._read(_HEAD.size - len(head), deadline)
            length, buffers = _HEAD.unpack(head)
            if length > self._longest or buffers > MAX_BUFFERS:
                raise WireError("a frame is too long")
            sizes = struct.unpack(f"<{buffers}I", self._read(4 * buffers, deadline))
            if length + sum(sizes) > self._longest:
                raise WireError("a frame is too long")
            body = self._read(length, deadline)
            return _decoded(body, [self._read(size, deadline) for size in sizes]), fds
        except TimeoutError as error:
            raise SlowError("time limit reached") from error
        except OSError as error:
            raise WireError("the process is gone") from error
        except (ValueError, TypeError, IndexError, RecursionError) as error:
            raise WireError("a frame is no message") from error

    def _arm(self, deadline: float | None) -> None:
        if deadline is None:
            self.socket.settimeout(None)
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.socket.settimeout(left)

    def _read(self, length: int, deadline: float | None) -> bytearray:
        data = bytearray(length)
        rest = memoryview(data)
        while rest:
            self._arm(deadline)
            got = self.socket.recv_into(rest)
            if not got:
                raise WireError("the process is gone")
            rest = rest[got:]
        return data

    def fileno(self) -> int:
        """Return the socket's descriptor (so that a channel can be waited for)."""
        return self.socket.fileno()

    def close(self) -> None:
        """Close this end."""
        self.socket.close()


def _decoded(body: bytearray, buffers: list[bytearray]) -> Any:
    def place(code: int, data: memoryview) -> Any:
        if code == _BUFFER:
            return buffers[int(bytes(data))]
        if code == _TEXT:
            return bytes(data).decode("utf-8", "surrogatepass")
        raise ValueError("an unknown extension")

    return msgspec.msgpack.decode(body, ext_hook=place)


def _split_texts(message: Any) -> Any:
    """Return a message whose texts that are no Unicode stand in extensions."""
    if type(message) is str:
        try:
            message.encode()
        except UnicodeEncodeError:
            return msgspec.msgpack.Ext(_TEXT, message.encode("utf-8", "surrogatepass"))
        return message
    if type(message) is list or type(message) is tuple:
        return [_split_texts(item) for item in message]
    if type(message) is dict:
        return {_split_texts(key): _split_texts(held) for key, held in message.items()}
    return message
