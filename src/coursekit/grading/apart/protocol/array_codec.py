"""The part of the codec for NumPy, SciPy and scikit-learn, where they are in use."""

import math
import sys
from collections.abc import Callable
from typing import Any

from coursekit.grading.apart.protocol.codec import (
    CodecError,
    Json,
    Reader,
    Writer,
    array_decoders,
    array_encoders,
    exact,
    no_function,
    short,
)
from coursekit.grading.apart.protocol.mutables import decode_random
from coursekit.grading.channel import Buffer

_PLAIN = frozenset("biufcSUMm")


def encode(value: Any, kind: type, inner: Writer) -> Json | None:
    """Return `value` as a message, or None where it is no data of these libraries."""
    if "numpy" not in sys.modules:
        return None
    import numpy as np

    if kind is np.ndarray:
        return _encode_ndarray(value, inner)
    if kind is np.ma.MaskedArray:
        data = inner.content(np.asarray(value.data))
        if not np.ma.is_masked(value):
            return {"unmasked": data}
        return {"masked": [data, inner.content(np.ma.getmaskarray(value))]}
    if kind is np.matrix:
        return {"matrix": inner.content(np.asarray(value))}
    if kind is np.recarray:
        return {"recarray": inner.content(np.asarray(value))}
    if isinstance(value, np.generic) and kind.__module__ == "numpy":
        if value.dtype.kind in _PLAIN:
            return {"scalar": [value.dtype.str, value.tobytes()]}
        return None
    if isinstance(value, np.dtype):
        return {"dtype": value.str} if value.kind in _PLAIN or value.kind == "O" else None
    sparse = sys.modules.get("scipy.sparse")
    if sparse is not None and kind in {
        sparse.csr_matrix, sparse.csc_matrix, sparse.csr_array, sparse.csc_array,
    }:  # fmt: skip
        parts = [inner.content(part) for part in (value.data, value.indices, value.indptr)]
        return {"sparse": [kind.__name__, parts, list(value.shape)]}
    if sparse is not None and kind in {
        sparse.coo_matrix, sparse.coo_array, sparse.lil_matrix, sparse.lil_array,
        sparse.dok_matrix, sparse.dok_array, sparse.dia_matrix, sparse.dia_array,
        sparse.bsr_matrix, sparse.bsr_array,
    }:  # fmt: skip
        coo = value.tocoo()
        parts = [inner.content(part) for part in (coo.data, coo.row, coo.col)]
        return {"sparse": [kind.__name__, parts, list(value.shape)]}
    if kind.__name__ == "Bunch" and kind.__module__.startswith("sklearn."):
        return {"bunch": [[inner(k), inner(v)] for k, v in dict.items(value)]}
    return None


def _encode_ndarray(array: Any, inner: Writer) -> Json:
    import numpy as np

    if array.dtype.kind in _PLAIN:
        return {"array": [array.dtype.str, list(array.shape), _buffer(array)]}
    if array.dtype == object:
        return {"objects": [list(array.shape), inner.all(array.ravel().tolist())]}
    if array.dtype.names and not array.dtype.hasobject:
        fields = [
            [name, inner.content(np.ascontiguousarray(array[name]))] for name in array.dtype.names
        ]
        return {"records": [list(array.shape), fields]}
    raise CodecError(f"an array of dtype {array.dtype} cannot be handed over")


def _buffer(array: Any) -> Buffer | bytes:
    """Return the bytes of an array, without a copy where they lie side by side."""
    import numpy as np

    if not array.size or not array.itemsize:
        return b""
    flat: Any = np.ascontiguousarray(array).reshape(-1).view("u1")
    return Buffer(memoryview(flat))


def _decode_array(body: Json, _: Reader) -> Any:
    import numpy as np

    dtype = np.dtype(short(body[0]))
    if dtype.kind not in _PLAIN:
        raise CodecError("not plain data")
    data = body[2]
    if type(data) not in (bytes, bytearray):
        raise CodecError("no bytes")
    shape = [exact(int, n) for n in body[1]]
    if dtype.kind == "b":  # a byte other than 0 or 1 would be a third truth value
        return (np.frombuffer(data, dtype="u1") != 0).reshape(shape)
    if not data:
        return np.zeros(shape, dtype)
    made = np.frombuffer(data, dtype=dtype).reshape(shape)
    return made if type(data) is bytearray else made.copy()


def _decode_scalar(body: Json, inner: Reader) -> Any:
    return _decode_array([body[0], [1], body[1]], inner)[0]


def _decode_objects(body: Json, inner: Reader) -> Any:
    import numpy as np

    shape = [exact(int, n) for n in body[0]]
    items = inner.all(body[1])
    if math.prod(shape) != len(items):
        raise CodecError("wrong shape")
    flat = np.empty(len(items), dtype=object)
    flat[:] = items
    return flat.reshape(shape)


def _decode_records(body: Json, inner: Reader) -> Any:
    import numpy as np

    columns = {short(name): inner(values) for name, values in body[1]}
    rows = [exact(int, n) for n in body[0]]
    out = np.empty(rows, dtype=[(n, c.dtype, c.shape[len(rows) :]) for n, c in columns.items()])
    for name, column in columns.items():
        out[name] = column
    return out


def _decode_sparse(body: Json, inner: Reader) -> Any:
    from scipy import sparse

    name, parts, shape = short(body[0]), [inner(x) for x in body[1]], tuple(body[2])
    if name[:3] in {"csr", "csc"}:
        made = getattr(sparse, name)(tuple(parts), shape=shape)
        made.check_format(full_check=True)
        return made
    coo = sparse.coo_array((parts[0], (parts[1], parts[2])), shape=shape)
    return getattr(sparse, name)(coo) if name[:3] in {"coo", "lil", "dok", "dia", "bsr"} else coo


def _decode_dtype(body: Json, _: Reader) -> Any:
    import numpy as np

    return np.dtype(short(body))


def _decode_masked(body: Json, inner: Reader) -> Any:
    import numpy as np

    if inner.strict:
        raise CodecError("a masked array: return one without a mask")
    return np.ma.MaskedArray(inner(body[0]), mask=inner(body[1]))


def _decode_view(name: str) -> Callable[[Json, Reader], Any]:
    def decoder(body: Json, inner: Reader) -> Any:
        import numpy as np

        array = inner(body)
        if type(array) is not np.ndarray:
            raise CodecError("not an array")
        return array.view(
            {"unmasked": np.ma.MaskedArray, "matrix": np.matrix}.get(name, np.recarray)
        )

    return decoder


def _decode_bunch(body: Json, inner: Reader) -> Any:
    bunch = sys.modules.get("sklearn.utils")
    if bunch is None:
        raise CodecError("scikit-learn is not in use")
    made = bunch.Bunch()
    for key, value in body:
        dict.__setitem__(made, short(inner(key)), no_function(inner(value)))
    return made


array_encoders.append(encode)
array_decoders |= {
    "array": _decode_array,
    "scalar": _decode_scalar,
    "objects": _decode_objects,
    "records": _decode_records,
    "masked": _decode_masked,
    **{name: _decode_view(name) for name in ("unmasked", "matrix", "recarray")},
    "bunch": _decode_bunch,
    "random": decode_random,
    "dtype": _decode_dtype,
    "sparse": _decode_sparse,
}
