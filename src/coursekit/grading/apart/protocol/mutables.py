"""What can be changed in place: lists and dictionaries, arrays and frames, random generators.

For each kind: what it holds, an empty one to be filled, and how to fill it.
"""

import array
import collections
import random
import sys
import types
from typing import Any

from coursekit.grading.apart.protocol.codec import CodecError, Json, Reader, Writer, exact

_KINDS = frozenset((
    list, dict, set, bytearray, array.array, collections.OrderedDict, collections.Counter,
    collections.defaultdict, collections.deque, types.SimpleNamespace, random.Random,
))  # fmt: skip
_LIBRARIES: dict[str, frozenset[str]] = {
    "numpy": frozenset(("ndarray",)),
    "numpy.random.mtrand": frozenset(("RandomState",)),
    "numpy.random._generator": frozenset(("Generator",)),
    "pandas": frozenset(("DataFrame", "Series")),
    "pandas.core.frame": frozenset(("DataFrame",)),
    "pandas.core.series": frozenset(("Series",)),
    **{
        f"scipy.sparse._{name}": frozenset((f"{name}_matrix", f"{name}_array"))
        for name in ("csr", "csc", "coo", "lil", "dok")
    },
}
_SHELLS: dict[str, type] = {
    "list": list,
    "dict": dict,
    "set": set,
    "odict": collections.OrderedDict,
    "counter": collections.Counter,
    "namespace": types.SimpleNamespace,
}
_HASHING = frozenset(("dict", "set", "odict", "counter", "defaultdict"))
_ENGINES = frozenset(("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"))


def is_mutable(value: object) -> bool:
    """Whether `value` is of a kind that is shared."""
    kind = type(value)
    return kind in _KINDS or kind.__name__ in _LIBRARIES.get(kind.__module__, ())


def shell(content: Json) -> object | None:
    """Return an empty object to be filled with `content`, None where it is built at once."""
    if type(content) is not dict or len(content) != 1:
        raise CodecError("not a content")
    kind = _SHELLS.get(next(iter(content)))
    return None if kind is None else kind()


def needs_hashes(content: Json) -> bool:
    """Whether filling with `content` asks its items for their hashes."""
    return type(content) is dict and not _HASHING.isdisjoint(content)


def content(value: Any, write: Writer) -> Json:
    """Return what `value` holds."""
    if type(value) is random.Random:
        return {"random": ["Random", write.content(value.getstate())]}
    if type(value).__module__.startswith("numpy.random"):
        if hasattr(value, "bit_generator"):
            engine = value.bit_generator
            held = [type(engine).__name__, _plain(engine.state)]
            return {"random": ["Generator", write.content(held)]}
        name, keys, *rest = value.get_state()
        return {"random": ["RandomState", write.content((name, keys.tobytes(), *rest))]}
    return write.content(value)


def _plain(state: Any) -> Any:
    """Return a generator's state without arrays (they are of 32 or 64 bits, told by size)."""
    if isinstance(state, dict):
        return tuple((key, _plain(held)) for key, held in state.items())
    return (state.dtype.str, state.tobytes()) if hasattr(state, "dtype") else state


def decode_random(body: Json, read: Reader) -> object:
    """Build a random generator."""
    kind, state = body[0], read(body[1])
    if kind == "Random":
        made = random.Random()  # noqa: S311 - the test's own
        made.setstate(state)
        return made
    numpy = sys.modules["numpy"]
    if kind == "RandomState":
        old = numpy.random.RandomState()
        set_legacy(old, state)
        return old
    name, told = state
    if name not in _ENGINES:
        raise CodecError("not a random generator")
    engine = getattr(numpy.random, name)()
    engine.state = _checked(told)
    return numpy.random.Generator(engine)


def set_legacy(generator: Any, state: Any) -> None:
    """Set the state of a generator of NumPy's old kind."""
    name, keys, position, has_gauss, gauss = state
    if not 0 <= exact(int, position) <= 624 or len(exact(bytes, keys)) != 2496:
        raise CodecError("not a state")  # NumPy would read beyond the keys
    numpy = sys.modules["numpy"]
    generator.set_state((name, numpy.frombuffer(keys, dtype="u4"), position, has_gauss, gauss))


def _checked(told: Any) -> Any:
    if type(told) is not tuple:
        return told
    if told and type(told[0]) is str and len(told) == 2 and type(told[1]) is bytes:
        return sys.modules["numpy"].frombuffer(told[1], dtype=told[0]).copy()
    state = {exact(str, key): _checked(held) for key, held in told}
    if "pos" in state and not 0 <= exact(int, state["pos"]) <= 624:
        raise CodecError("not a state")
    if "buffer_pos" in state and not 0 <= exact(int, state["buffer_pos"]) <= 4:
        raise CodecError("not a state")
    return state


def replace(mine: Any, new: Any) -> bool:
    """Give a mutable object the content of another; whether that was possible."""
    if type(mine) is not type(new):
        return False
    if isinstance(mine, (list, bytearray, array.array)):
        mine[:] = new
    elif isinstance(mine, (dict, set)):
        mine.clear()
        mine.update(new)
    elif isinstance(mine, collections.deque):
        mine.clear()
        mine.extend(new)
    elif isinstance(mine, types.SimpleNamespace):
        vars(mine).clear()
        vars(mine).update(vars(new))
    elif isinstance(mine, random.Random):
        mine.setstate(new.getstate())
    else:
        return _replace_arrays(mine, new)
    return True


def _replace_arrays(mine: Any, new: Any) -> bool:
    module, name = type(mine).__module__, type(mine).__name__
    if module.startswith("numpy.random"):
        if name == "Generator":
            mine.bit_generator.state = new.bit_generator.state
        else:
            mine.set_state(new.get_state())
    elif module == "numpy":
        if mine.shape != new.shape or mine.dtype != new.dtype or not mine.flags.writeable:
            return False
        mine[...] = new
    elif module.startswith("pandas"):
        if not mine.equals(new) or list(mine.axes[-1]) != list(new.axes[-1]):
            type(mine).__init__(mine, new)
    elif module.startswith("scipy"):
        vars(mine).clear()
        vars(mine).update(vars(new))
    return True
