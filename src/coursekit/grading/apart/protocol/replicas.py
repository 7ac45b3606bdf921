"""Mutable objects that both sides of the boundary hold, kept alike.

A list that a test hands to a student's function is the same list afterwards, whoever changed
it and however deep it lies in another. Each side has its own copy, its *replica*; a message
carries the content of those that it speaks of, where the other side has another content.
Large replicas are let go of after one exchange.
"""

import copyreg
import functools
import sys
import zlib
from collections.abc import Callable, Iterable
from typing import Any, Protocol

import msgspec

from coursekit.grading.apart.protocol import mutables
from coursekit.grading.apart.protocol.codec import (
    CodecError,
    Export,
    Import,
    Json,
    Reader,
    Writer,
    exact,
)
from coursekit.grading.channel import Buffer

SMALL = 4_000
"""Bytes of a content that is kept beyond one exchange."""

KEPT = 40
"""How many replicas are kept beyond one exchange."""

_OURS = 2
"""References to a replica while the table alone holds it: from the table, and to count them."""


class Instances(Protocol):
    """Which objects of classes in Python cross as what they hold."""

    def name(self, value: object) -> list[str] | None:
        """Return module and name of an object's class if both sides know it, else None."""

    def find(self, module: str, name: str) -> type:
        """Return the class of that name."""

    def fits(self, kind: type, attribute: str, held: object) -> bool:
        """Whether an object of that class may hold such an attribute itself."""


class Replicas:
    """One side's table of replicas.

    Parameters
    ----------
    sign
        1 or -1: what the numbers given out by this side begin with.
    export, load
        For objects that are not data, as `Writer` and `Reader` have them.
    instances
        Which objects of classes in Python are shared too.
    strict
        See `Reader`.
    """

    def __init__(
        self, sign: int, export: Export, load: Import, instances: Instances, strict: bool = False
    ) -> None:
        self._sign, self._instances = sign, instances
        self.write = Writer(export, self._share)
        self.read = Reader(load, self._find, strict)
        self._objects: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._known: dict[int, int] = {}
        self._in_play: dict[int, None] = {}
        self._given_out = 0
        self._arrived: dict[int, Json] = {}
        self._watched: set[int] = set()

    def number(self, value: object) -> int | None:
        """Return the number of a replica, None if `value` is none."""
        return self._numbers.get(id(value))

    def watch(self, numbers: Iterable[int]) -> None:
        """Have these replicas in play in every exchange, and no others of that kind."""
        self._watched = set(numbers)

    # --- outwards -------------------------------------------------------------------------

    def _share(self, value: object) -> Json | None:
        number = self._numbers.get(id(value))
        if number is None:
            if not mutables.is_mutable(value) and self._instances.name(value) is None:
                return None
            self._given_out += 1
            number = self._sign * self._given_out
            self._register(number, value)
        self._in_play[number] = None
        return {"replica": number}

    def _register(self, number: int, value: object) -> None:
        self._objects[number] = value
        self._numbers[id(value)] = number

    def changes(self) -> list[Json]:
        """Return number, content and its digest of each replica in play that has changed.

        In play are those that were spoken of since the last message, and those watched.
        """
        told: list[Json] = []
        seen: set[int] = set()
        self._in_play |= dict.fromkeys(self._watched & self._objects.keys())
        while waiting := [n for n in self._in_play if n not in seen and n in self._objects]:
            seen.update(waiting)
            for number in waiting:
                content = self._content(self._objects[number])
                known = digest(content)
                if known < 0 or self._known.get(number) != known:
                    self._known[number] = known
                    told.append([number, content, known])
        self._in_play.clear()
        return told

    def _content(self, value: Any) -> Json:
        name = None if mutables.is_mutable(value) else self._instances.name(value)
        if name is None:
            return mutables.content(value, self.write)
        state = [[attribute, self.write(held)] for attribute, held in _state(value).items()]
        return {"instance": [*name, state]}

    # --- inwards --------------------------------------------------------------------------

    def receive(self, told: Json) -> None:
        """Take over what the other side has changed.

        Raises
        ------
        CodecError
            If it is not what `changes` returns.
        """
        arrived: dict[int, Json] = {}
        for entry in exact(list, told):
            number, content, known = exact(list, entry)
            arrived[exact(int, number)] = content
            self._known[number] = exact(int, known)
        for number, content in arrived.items():
            if number not in self._objects:
                if number * self._sign > 0:
                    raise CodecError("an unknown replica")
                shell = self._shell(content)
                if shell is not None:
                    self._register(number, shell)
        self._arrived = {n: c for n, c in arrived.items() if n not in self._objects}
        known = [n for n in arrived if n in self._objects]
        # what others are found by (a hash of an object's attributes) has to be there first
        for number in sorted(known, key=lambda n: mutables.needs_hashes(arrived[n])):
            self._fill(self._objects[number], arrived[number])
        for number in list(self._arrived):
            self._find(number)

    def _shell(self, content: Json) -> object | None:
        if type(content) is dict and "instance" in content:
            module, name, _ = content["instance"]
            kind = self._instances.find(module, name)
            return object.__new__(kind)
        return mutables.shell(content)

    def _fill(self, mine: object, content: Json) -> None:
        if type(content) is dict and "instance" in content:
            _, _, state = content["instance"]
            told = {exact(str, name): self.read(held) for name, held in state}
            self._set_state(mine, told)
        else:
            mutables.replace(mine, self.read(content))

    def _set_state(self, mine: object, told: dict[str, Any]) -> None:
        kind = type(mine)
        for name in _state(mine).keys() - told.keys():
            object.__delattr__(mine, name)
        for name, held in told.items():
            if self._instances.fits(kind, name, held):
                object.__setattr__(mine, name, held)

    def _find(self, number: int) -> object:
        if number in self._arrived:
            self._register(number, self.read(self._arrived.pop(number)))
        self._in_play[number] = None
        try:
            return self._objects[number]
        except KeyError as error:
            raise CodecError("an unknown replica") from error

    # --- an end ---------------------------------------------------------------------------

    def trim(self) -> list[int]:
        """Let go of all but the watched and the newest small replicas; return their numbers.

        What nothing else here refers to any more is let go of too: nobody could tell.
        """
        held = [n for n in self._objects if sys.getrefcount(self._objects[n]) > _OURS]
        small = [n for n in held if self._known.get(n, 0) >> 32 <= SMALL]
        kept = self._watched | set(small[-KEPT:])
        gone = [n for n in self._objects if n not in kept]
        self.forget(gone)
        return gone

    def forget(self, numbers: Iterable[int]) -> None:
        """Let go of replicas."""
        for number in numbers:
            if number in self._objects:
                self._numbers.pop(id(self._objects.pop(number)), None)
            self._known.pop(number, None)


def digest(content: Json) -> int:
    """Return the size of a content (bytes) and its checksum, in one number."""
    size = 0

    def outside(buffer: Any) -> Any:
        nonlocal size
        if type(buffer) is not Buffer:
            raise NotImplementedError
        size += buffer.data.nbytes
        return msgspec.msgpack.Ext(1, str(zlib.crc32(buffer.data)).encode())

    try:
        body = msgspec.msgpack.encode(content, enc_hook=outside)
    except (UnicodeEncodeError, OverflowError, TypeError):  # sent each time
        return -1
    return (len(body) + size) << 32 | zlib.crc32(body)


def _state(value: Any) -> dict[str, Any]:
    """Return the attributes that an object of a class in Python holds itself."""
    names: Callable[[type], list[str]] = copyreg._slotnames  # type: ignore[attr-defined]  # as pickle does
    slots = {n: getattr(value, n) for n in names(type(value)) if hasattr(value, n)}
    return slots | dict(getattr(value, "__dict__", {}))


def is_plain(kind: type) -> bool:
    """Whether a class is written in Python alone, so that its objects are their attributes."""
    return _is_plain(kind)


@functools.lru_cache(maxsize=512)
def _is_plain(kind: Any) -> bool:
    return all(_is_python(c) for c in kind.__mro__ if c is not object)


def _is_python(kind: type) -> bool:
    """Whether a class adds nothing to its objects but slots, a dictionary and a weak reference."""
    above: type = kind.__base__ or object
    slots = kind.__dict__.get("__slots__", ())
    room = len([slots] if isinstance(slots, str) else slots) + 2
    more = kind.__basicsize__ - above.__basicsize__
    return bool(kind.__flags__ & _HEAP) and more <= room * tuple.__itemsize__


_HEAP = 1 << 9
