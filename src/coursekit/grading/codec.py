"""Values across the boundary: data only, exact types, no code.

`encode` turns a value into JSON; `decode` builds it again from builtin, NumPy and pandas types
alone, whatever the sender claims. A value of any other type, a subclass among them, crosses as
a *reference* that only its owner can act on. So what a test compares is always a trusted
object, and a student's ``__eq__`` is never asked.

Each side supplies its own way to export and import references.
"""

import base64
import collections
import datetime
import decimal
import fractions
import pathlib
from collections.abc import Callable
from typing import Any

MAX_DEPTH = 60
"""Deepest nesting handed over."""

MAX_INTEGER_BITS = 1 << 17

Json = Any
Export = Callable[[object], Json]
Import = Callable[[Json], object]


class CodecError(ValueError):
    """A value that cannot cross, or a message that is no value."""


def encode(value: object, export: Export, depth: int = 0) -> Json:
    """Return `value` as JSON.

    Parameters
    ----------
    value
        Anything.
    export
        Called for objects that are not data; returns the JSON that stands for them.

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
    if depth > MAX_DEPTH:
        raise CodecError(f"a value is nested more than {MAX_DEPTH} deep")

    def inner(item: object) -> Json:
        return encode(item, export, depth + 1)

    encoder = _ENCODERS.get(kind)
    if encoder is not None:
        return encoder(value, inner)
    module = getattr(kind, "__module__", "")
    if isinstance(module, str):
        root = module.partition(".")[0]
        if root in {"numpy", "pandas", "scipy"}:
            from coursekit.grading import arrays  # only where the libraries are loaded already

            encoded = arrays.encode(value, kind, inner)
            if encoded is not None:
                return encoded
    if issubclass(kind, tuple):
        encoded = _encode_namedtuple(value, kind, inner)
        if encoded is not None:
            return encoded
    return {"ref": export(value)}


def decode(message: Json, load: Import, depth: int = 0) -> Any:
    """Build the value that `message` describes, from trusted types.

    Raises
    ------
    CodecError
        If the message is not one that `encode` makes.
    """
    if message is None or isinstance(message, (bool, int, float, str)):
        return message
    if type(message) is not dict or len(message) != 1 or depth > MAX_DEPTH + 8:
        raise CodecError("not a value")
    ((tag, body),) = message.items()
    if tag == "ref":
        return load(body)
    decoder = _DECODERS.get(tag)
    if decoder is None:
        from coursekit.grading import arrays

        decoder = arrays.DECODERS.get(tag)
    if decoder is None:
        raise CodecError(f"unknown kind of value {tag!r}")
    try:
        return decoder(body, lambda item: decode(item, load, depth + 1))
    except CodecError:
        raise
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError) as error:
        raise CodecError(f"a damaged {tag} ({type(error).__name__})") from error


Inner = Callable[[Any], Any]


def _integer(value: int) -> Json:
    if -(1 << 63) <= value < 1 << 63:
        return value
    if value.bit_length() > MAX_INTEGER_BITS:
        raise CodecError("an integer is too large")
    return {"int": hex(value)}


def _encode_namedtuple(value: Any, kind: type, inner: Inner) -> Json | None:
    fields = getattr(kind, "_fields", None)
    if type(fields) is not tuple or not all(type(name) is str for name in fields):
        return None
    return {"namedtuple": [kind.__name__, list(fields), [inner(x) for x in tuple(value)]]}


def _decode_namedtuple(body: Json, inner: Inner) -> object:
    name, fields, values = body
    # namedtuple() checks that every name is an identifier before it makes a class of them
    made = collections.namedtuple(short(name), [short(field) for field in fields])  # type: ignore[misc]  # names known at run time
    return made(*[inner(x) for x in values])


def short(name: Json) -> str:
    """Return `name` if it is a string of a sane length, else raise `CodecError`."""
    if type(name) is not str or len(name) > 200:
        raise CodecError("not a name")
    return name


def b64(data: bytes) -> str:
    """Return `data` in base 64."""
    return base64.b64encode(data).decode()


_ENCODERS: dict[type, Callable[[Any, Inner], Json]] = {
    list: lambda v, inner: {"list": [inner(x) for x in v]},
    tuple: lambda v, inner: {"tuple": [inner(x) for x in v]},
    set: lambda v, inner: {"set": [inner(x) for x in v]},
    frozenset: lambda v, inner: {"frozenset": [inner(x) for x in v]},
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
    collections.deque: lambda v, inner: {"deque": [[inner(x) for x in v], v.maxlen]},
    type({}.keys()): lambda v, inner: {"keys": [inner(x) for x in v]},
    type({}.values()): lambda v, inner: {"values": [inner(x) for x in v]},
    type({}.items()): lambda v, inner: {"items": [[inner(k), inner(x)] for k, x in v]},
    bytes: lambda v, _: {"bytes": b64(v)},
    bytearray: lambda v, _: {"bytearray": b64(bytes(v))},
    complex: lambda v, _: {"complex": [v.real, v.imag]},
    range: lambda v, inner: {"range": [inner(v.start), inner(v.stop), inner(v.step)]},
    slice: lambda v, inner: {"slice": [inner(v.start), inner(v.stop), inner(v.step)]},
    type(...): lambda _v, _: {"ellipsis": 0},
    type(NotImplemented): lambda _v, _: {"notimplemented": 0},
    fractions.Fraction: lambda v, inner: {"fraction": [inner(v.numerator), inner(v.denominator)]},
    decimal.Decimal: lambda v, _: {"decimal": str(v)},
    datetime.datetime: lambda v, _: {"datetime": v.isoformat()},
    datetime.date: lambda v, _: {"date": v.isoformat()},
    datetime.time: lambda v, _: {"time": v.isoformat()},
    datetime.timedelta: lambda v, _: {"timedelta": [v.days, v.seconds, v.microseconds]},
    pathlib.PosixPath: lambda v, _: {"path": str(v)},
}
_FACTORIES: dict[str, type] = {
    t.__name__: t for t in (int, float, str, list, dict, set, tuple, bool)
}


def exact(kind: type, value: Any) -> Any:
    """Return `value` if its type is exactly `kind`, else raise `CodecError`."""
    if type(value) is not kind:
        raise CodecError(f"expected {kind.__name__}")
    return value


def _pairs(body: Json, inner: Inner) -> list[tuple[Any, Any]]:
    return [(inner(k), inner(v)) for k, v in body]


_DECODERS: dict[str, Callable[[Json, Inner], Any]] = {
    "int": lambda b, _: int(exact(str, b), 16),
    "list": lambda b, inner: [inner(x) for x in b],
    "tuple": lambda b, inner: tuple(inner(x) for x in b),
    "set": lambda b, inner: {inner(x) for x in b},
    "frozenset": lambda b, inner: frozenset(inner(x) for x in b),
    "dict": lambda b, inner: dict(_pairs(b, inner)),
    "odict": lambda b, inner: collections.OrderedDict(_pairs(b, inner)),
    "counter": lambda b, inner: collections.Counter(dict(_pairs(b, inner))),
    "defaultdict": lambda b, inner: collections.defaultdict(
        _FACTORIES.get(b[0]) if b[0] is not None else None, _pairs(b[1], inner)
    ),
    "deque": lambda b, inner: collections.deque([inner(x) for x in b[0]], b[1]),
    "keys": lambda b, inner: {inner(x): None for x in b}.keys(),
    "values": lambda b, inner: dict(enumerate(inner(x) for x in b)).values(),
    "items": lambda b, inner: dict(_pairs(b, inner)).items(),
    "bytes": lambda b, _: base64.b64decode(b),
    "bytearray": lambda b, _: bytearray(base64.b64decode(b)),
    "complex": lambda b, _: complex(exact(float, b[0]), exact(float, b[1])),
    "range": lambda b, inner: range(*[exact(int, inner(x)) for x in b]),
    "slice": lambda b, inner: slice(*[inner(x) for x in b]),
    "ellipsis": lambda _b, _: ...,
    "notimplemented": lambda _b, _: NotImplemented,
    "fraction": lambda b, inner: fractions.Fraction(*[exact(int, inner(x)) for x in b]),
    "decimal": lambda b, _: decimal.Decimal(exact(str, b)),
    "datetime": lambda b, _: datetime.datetime.fromisoformat(b),
    "date": lambda b, _: datetime.date.fromisoformat(b),
    "time": lambda b, _: datetime.time.fromisoformat(b),
    "timedelta": lambda b, _: datetime.timedelta(*[exact(int, x) for x in b]),
    "path": lambda b, _: pathlib.PosixPath(exact(str, b)),
    "namedtuple": _decode_namedtuple,
}
