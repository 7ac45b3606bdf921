"""Values across the boundary: data only, exact types, no code.

`Writer` turns a value into a *message* of what MessagePack knows: None, truth values, numbers
of 64 bits and texts stand for themselves, all else is a dictionary of one entry, its kind.
`Reader` builds it again from builtin, NumPy and pandas types alone, whatever the sender claims.
A value of any other type, a subclass among them, crosses as a *reference* that only its owner
can act on. So what a test compares is always a trusted object, and a student's ``__eq__`` is
never asked.

Each side supplies its own way to export and import references, and to share mutable objects
(`replicas`).
"""

import array
import collections
import datetime
import decimal
import fractions
import pathlib
import re
import types
import uuid
import zoneinfo
from collections.abc import Callable, Collection
from typing import Any

MAX_DEPTH = 60
"""Deepest nesting handed over."""

MAX_INTEGER_BITS = 1 << 17

Json = Any
"""A message, or a part of one."""

Export = Callable[[object], Json]
Import = Callable[[Json], object]
Share = Callable[[object], Json | None]
Find = Callable[[int], object]


class CodecError(ValueError):
    """A value that cannot cross, or a message that is no value."""


_SIMPLE = frozenset((type(None), bool, float, str, int))


def _are_simple(values: Collection[Any]) -> bool:
    """Whether all stand for themselves in a message."""
    kinds = set(map(type, values))
    if not kinds <= _SIMPLE:
        return False
    if int in kinds:
        try:
            array.array("q", [v for v in values if type(v) is int])
        except OverflowError:
            return False
    return True


class Writer:
    """Writes values as messages.

    Parameters
    ----------
    export
        Called for objects that are not data; returns the message that stands for them.
    share
        Called for every object but the simplest; returns the message that stands for it, or
        None where its content is to be written.
    """

    def __init__(self, export: Export, share: Share | None = None) -> None:
        self._export, self._share = export, share
        self._depth = 0

    def __call__(self, value: object) -> Json:
        """Return `value` as a message.

        Raises
        ------
        CodecError
            If `value` is nested more than `MAX_DEPTH` deep (as a list that holds itself is).
        """
        kind = type(value)
        if value is None or kind is bool or kind is float or kind is str:
            return value
        if kind is int:
            return _integer(value)  # type: ignore[arg-type]  # an exact int, checked by type()
        if self._share is not None:
            shared = self._share(value)
            if shared is not None:
                return shared
        return self.content(value)

    def all(self, values: Collection[Any]) -> list[Json]:
        """Return several values as messages."""
        return list(values) if _are_simple(values) else [self(value) for value in values]

    def content(self, value: object) -> Json:
        """Return what `value` holds as a message, even if it is shared."""
        if self._depth > MAX_DEPTH:
            raise CodecError(f"a value is nested more than {MAX_DEPTH} deep")
        self._depth += 1
        try:
            encoded = self._data(value)
        finally:
            self._depth -= 1
        return self._export(value) if encoded is None else encoded

    def _data(self, value: object) -> Json | None:
        kind = type(value)
        encoder = _ENCODERS.get(kind)
        if encoder is not None:
            return encoder(value, self)
        module = getattr(kind, "__module__", "")
        if isinstance(module, str) and module.partition(".")[0] in _ARRAYS:
            for encode_array in array_encoders:
                encoded = encode_array(value, kind, self)
                if encoded is not None:
                    return encoded
        if issubclass(kind, tuple):
            return _encode_namedtuple(value, kind, self)
        return None


_ARRAYS = frozenset(("numpy", "pandas", "scipy", "sklearn"))
array_encoders: list[Callable[[Any, type, Writer], Json | None]] = []
array_decoders: "dict[str, Callable[[Json, Reader], Any]]" = {}
"""What `array_codec` adds once it is imported."""


class Reader:
    """Builds values from messages, from trusted types.

    Parameters
    ----------
    load
        Called for references; returns the object.
    find
        Called with the number of a shared object.
    strict
        Whether the values are answers. Comparisons pass over what is missing in a masked array
        or behind an ``NA``: an answer of nothing but these would be equal to anything. So
        masked arrays are refused, and in a column NaN stands in the place of ``NA``.
    """

    def __init__(self, load: Import, find: Find | None = None, strict: bool = False) -> None:
        self._load, self._find, self.strict = load, find, strict
        self._depth = 0

    def __call__(self, message: Json) -> Any:
        """Build the value that `message` describes.

        Raises
        ------
        CodecError
            If the message is not one that `Writer` makes.
        """
        if message is None or isinstance(message, (bool, int, float, str)):
            return message
        if type(message) is not dict or len(message) != 1 or self._depth > MAX_DEPTH + 8:
            raise CodecError("not a value")
        ((tag, body),) = message.items()
        if tag == "ref":
            return self._load(body)
        if tag == "replica" and self._find is not None:
            return self._find(exact(int, body))
        self._depth += 1
        try:
            return self._decoder(tag)(body, self)
        except CodecError:
            raise
        except _DAMAGES as error:
            raise CodecError(f"a damaged {tag} ({type(error).__name__})") from error
        finally:
            self._depth -= 1

    def all(self, messages: Json) -> list[Any]:
        """Build several values."""
        told = exact(list, messages)
        return list(told) if _SIMPLE.issuperset(map(type, told)) else [self(m) for m in told]

    def _decoder(self, tag: str) -> "Callable[[Json, Reader], Any]":
        decoder = _DECODERS.get(tag) or array_decoders.get(tag)
        if decoder is None:
            raise CodecError(f"unknown kind of value {tag!r}")
        return decoder


_DAMAGES = (ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError, ImportError)


def encode(value: object, export: Export) -> Json:
    """Return `value` as a message (see `Writer`); `export` returns the bodies of references."""
    return Writer(lambda other: {"ref": export(other)})(value)


def decode(message: Json, load: Import) -> Any:
    """Build the value that `message` describes (see `Reader`)."""
    return Reader(load)(message)


def _integer(value: int) -> Json:
    if -(1 << 63) <= value < 1 << 63:
        return value
    if value.bit_length() > MAX_INTEGER_BITS:
        raise CodecError("an integer is too large")
    return {"int": hex(value)}


def _encode_namedtuple(value: Any, kind: type, inner: Writer) -> Json | None:
    fields = getattr(kind, "_fields", None)
    if kind.__module__ == "__main__" or type(fields) is not tuple:
        return None
    if not all(type(name) is str for name in fields):
        return None
    return {"namedtuple": [kind.__name__, list(fields), [inner(x) for x in tuple(value)]]}


def _decode_namedtuple(body: Json, inner: Reader) -> object:
    name, fields, told = body
    # namedtuple() checks that every name is an identifier before it makes a class of them
    made = collections.namedtuple(short(name), [short(field) for field in fields])  # type: ignore[misc]  # names known at run time
    return made(*[no_function(inner(x)) for x in told])


def no_function(value: Any) -> Any:
    """Return `value`, which is to be an attribute of data: a function would pass for a method."""
    if callable(value):
        raise CodecError("a function in the place of data")
    return value


def short(name: Json) -> str:
    """Return `name` if it is a string of a sane length, else raise `CodecError`."""
    if type(name) is not str or len(name) > 200:
        raise CodecError("not a name")
    return name


def _raw(data: Json) -> bytes:
    if type(data) not in (bytes, bytearray):
        raise CodecError("no bytes")
    return bytes(data)


def exact(kind: type, value: Any) -> Any:
    """Return `value` if its type is exactly `kind`, else raise `CodecError`."""
    if type(value) is not kind:
        raise CodecError(f"expected {kind.__name__}")
    return value


def _encode_datetime(value: datetime.datetime, inner: Writer) -> Json:
    if type(value.tzinfo) in (datetime.timezone, zoneinfo.ZoneInfo):
        wall = value.replace(tzinfo=None)
        return {"datetime": [wall.isoformat(), value.fold, inner(value.tzinfo)]}
    return {"datetime": [value.isoformat(), value.fold]}


def _decode_datetime(body: Json, inner: Reader) -> datetime.datetime:
    moment = datetime.datetime.fromisoformat(body[0]).replace(fold=exact(int, body[1]))
    return moment.replace(tzinfo=inner(body[2])) if len(body) == 3 else moment


def _decode_zone(body: Json, _: Reader) -> datetime.timezone:
    offset = datetime.timedelta(seconds=exact(float, body[0]))
    if not offset and len(body) == 1:
        return datetime.UTC
    return datetime.timezone(offset, *[short(name) for name in body[1:]])


def _decode_pattern(body: Json, inner: Reader) -> "re.Pattern[Any]":
    text = inner(body[0])
    if type(text) not in (str, bytes):
        raise CodecError("not a pattern")
    try:
        return re.compile(text, exact(int, body[1]))
    except (re.error, RecursionError) as error:
        raise CodecError("not a pattern") from error


Encoder = Callable[[Any, Writer], Json]
_ENCODERS: dict[type, Encoder] = {
    list: lambda v, inner: {"list": inner.all(v)},
    tuple: lambda v, inner: {"tuple": inner.all(v)},
    set: lambda v, inner: {"set": inner.all(v)},
    frozenset: lambda v, inner: {"frozenset": inner.all(v)},
    dict: lambda v, inner: {"dict": [[inner(k), inner(x)] for k, x in v.items()]},
    collections.OrderedDict: lambda v, inner: {
        "odict": [[inner(k), inner(x)] for k, x in v.items()]
    },
    collections.Counter: lambda v, inner: {"counter": [[inner(k), inner(x)] for k, x in v.items()]},
    collections.defaultdict: lambda v, inner: {
        "defaultdict": [
            v.default_factory.__name__ if v.default_factory in _FACTORIES.values() else None,
            [[inner(k), inner(x)] for k, x in v.items()],
        ]
    },
    collections.deque: lambda v, inner: {"deque": [inner.all(v), v.maxlen]},
    types.SimpleNamespace: lambda v, inner: (
        None
        if any(map(callable, vars(v).values()))
        else {"namespace": [[inner(k), inner(x)] for k, x in vars(v).items()]}
    ),
    type({}.keys()): lambda v, inner: {"keys": inner.all(v)},
    type({}.values()): lambda v, inner: {"values": inner.all(v)},
    type({}.items()): lambda v, inner: {"items": [[inner(k), inner(x)] for k, x in v]},
    bytes: lambda v, _: {"bytes": v},
    bytearray: lambda v, _: {"bytearray": bytes(v)},
    memoryview: lambda v, _: {"memoryview": v.tobytes()},
    array.array: lambda v, _: {"array.array": [v.typecode, v.tobytes()]},
    complex: lambda v, _: {"complex": [v.real, v.imag]},
    range: lambda v, inner: {"range": [inner(v.start), inner(v.stop), inner(v.step)]},
    slice: lambda v, inner: {"slice": [inner(v.start), inner(v.stop), inner(v.step)]},
    type(...): lambda _v, _: {"ellipsis": 0},
    type(NotImplemented): lambda _v, _: {"notimplemented": 0},
    fractions.Fraction: lambda v, inner: {"fraction": [inner(v.numerator), inner(v.denominator)]},
    decimal.Decimal: lambda v, _: {"decimal": str(v)},
    datetime.datetime: _encode_datetime,
    datetime.date: lambda v, _: {"date": v.isoformat()},
    datetime.time: lambda v, _: {"time": v.isoformat()},
    datetime.timedelta: lambda v, _: {"timedelta": [v.days, v.seconds, v.microseconds]},
    datetime.timezone: lambda v, _: {
        "timezone": [v.utcoffset(None).total_seconds(), *v.__getinitargs__()[1:]]
    },
    zoneinfo.ZoneInfo: lambda v, _: {"zone": v.key},
    pathlib.PosixPath: lambda v, _: {"path": str(v)},
    uuid.UUID: lambda v, _: {"uuid": v.hex},
    re.Pattern: lambda v, inner: {"pattern": [inner(v.pattern), v.flags]},
}
_FACTORIES: dict[str, type] = {
    t.__name__: t for t in (int, float, str, list, dict, set, tuple, bool)
}


def _pairs(body: Json, inner: Reader) -> list[tuple[Any, Any]]:
    return [(inner(k), inner(v)) for k, v in body]


_DECODERS: dict[str, Callable[[Json, Reader], Any]] = {
    "int": lambda b, _: int(exact(str, b), 16),
    "list": lambda b, inner: inner.all(b),
    "tuple": lambda b, inner: tuple(inner.all(b)),
    "set": lambda b, inner: set(inner.all(b)),
    "frozenset": lambda b, inner: frozenset(inner.all(b)),
    "dict": lambda b, inner: dict(_pairs(b, inner)),
    "odict": lambda b, inner: collections.OrderedDict(_pairs(b, inner)),
    "counter": lambda b, inner: collections.Counter(dict(_pairs(b, inner))),
    "defaultdict": lambda b, inner: collections.defaultdict(
        _FACTORIES.get(b[0]) if b[0] is not None else None, _pairs(b[1], inner)
    ),
    "deque": lambda b, inner: collections.deque(inner.all(b[0]), b[1]),
    "namespace": lambda b, inner: types.SimpleNamespace(
        **{short(inner(k)): no_function(inner(x)) for k, x in b}
    ),
    "keys": lambda b, inner: {inner(x): None for x in b}.keys(),
    "values": lambda b, inner: dict(enumerate(inner(x) for x in b)).values(),
    "items": lambda b, inner: dict(_pairs(b, inner)).items(),
    "bytes": lambda b, _: _raw(b),
    "bytearray": lambda b, _: bytearray(_raw(b)),
    "memoryview": lambda b, _: memoryview(_raw(b)),
    "array.array": lambda b, _: array.array(short(b[0]), _raw(b[1])),
    "complex": lambda b, _: complex(exact(float, b[0]), exact(float, b[1])),
    "range": lambda b, inner: range(*[exact(int, inner(x)) for x in b]),
    "slice": lambda b, inner: slice(*inner.all(b)),
    "ellipsis": lambda _b, _: ...,
    "notimplemented": lambda _b, _: NotImplemented,
    "fraction": lambda b, inner: fractions.Fraction(*[exact(int, inner(x)) for x in b]),
    "decimal": lambda b, _: decimal.Decimal(exact(str, b)),
    "datetime": _decode_datetime,
    "date": lambda b, _: datetime.date.fromisoformat(b),
    "time": lambda b, _: datetime.time.fromisoformat(b),
    "timedelta": lambda b, _: datetime.timedelta(*[exact(int, x) for x in b]),
    "timezone": _decode_zone,
    "zone": lambda b, _: zoneinfo.ZoneInfo(short(b)),
    "path": lambda b, _: pathlib.PosixPath(exact(str, b)),
    "uuid": lambda b, _: uuid.UUID(short(b)),
    "pattern": _decode_pattern,
    "namedtuple": _decode_namedtuple,
}
