"""The part of the codec for NumPy, pandas and SciPy: imported only where they are in use."""

import importlib
import math
import re
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
_NUMBERS = frozenset(("bool", "float32", "float64", "int32", "int64"))
_SKIPPING = re.compile(r"U?Int|Float|boolean|string")
_EXTENSION = re.compile(
    r"(U?Int(8|16|32|64)|Float(32|64)|boolean|str|string|"
    r"datetime64\[(s|ms|us|ns)(, [A-Za-z0-9_/+:-]+)?\]|timedelta64\[(s|ms|us|ns)\]|"
    r"period\[[A-Za-z-]+\])"
)


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
    if "pandas" in sys.modules:
        encoded = _encode_pandas(value, kind, inner)
        if encoded is not None:
            return encoded
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


def _encode_pandas(value: Any, kind: type, inner: Writer) -> Json | None:
    import pandas as pd

    if kind is pd.DataFrame:
        if _is_one_block(value):
            columns: list[Json] = ["block", inner.content(value.to_numpy())]
        else:
            columns = [_encode_values(column, inner) for _, column in value.items()]
        return {
            "frame": [
                _encode_index(value.columns, inner),
                _encode_index(value.index, inner),
                columns,
                inner.content(value.attrs) if value.attrs else None,
            ]
        }
    if kind is pd.Series:
        return {
            "series": [
                inner(value.name),
                _encode_index(value.index, inner),
                _encode_values(value, inner),
            ]
        }
    if isinstance(value, pd.Index):
        return {"index": _encode_index(value, inner)}
    if value is pd.NaT:
        return {"nat": 0}
    if value is pd.NA:
        return {"na": 0}
    if kind is pd.Timestamp:
        ticks = int(value.to_datetime64().view("i8"))
        return {"timestamp": [ticks, value.unit, str(value.tz) if value.tz else None]}
    if kind is pd.Timedelta:
        return {"pdtimedelta": [int(value.to_timedelta64().view("i8")), value.unit]}
    if kind is pd.Interval:
        return {"interval": [inner(value.left), inner(value.right), value.closed]}
    if kind is pd.Categorical:
        return {
            "series": [
                None,
                _encode_index(pd.RangeIndex(len(value)), inner),
                _encode_values(value, inner),
            ]
        }
    if isinstance(value, pd.api.extensions.ExtensionArray):
        return {"extension": _encode_values(value, inner)}
    return None


def _is_one_block(frame: Any) -> bool:
    """Whether the columns of a frame are plain numbers of one type."""
    kinds = set(frame.dtypes)
    return len(kinds) == 1 and str(next(iter(kinds))) in _NUMBERS


def _encode_values(values: Any, inner: Writer) -> Json:
    import numpy as np
    import pandas as pd

    dtype = values.dtype
    if isinstance(dtype, np.dtype):
        if dtype.kind in "mM":
            return ["stamps", str(dtype), inner.content(np.asarray(values).view("i8"))]
        return ["numpy", inner.content(np.asarray(values))]
    if isinstance(dtype, pd.CategoricalDtype):
        return [
            "category",
            inner.content(np.asarray(getattr(values, "array", values).codes)),
            _encode_index(dtype.categories, inner),
            bool(dtype.ordered),
        ]
    if isinstance(dtype, pd.DatetimeTZDtype):
        return ["stamps", str(dtype), inner.content(getattr(values, "array", values).asi8)]
    if isinstance(dtype, pd.SparseDtype):
        dense = np.asarray(getattr(values, "array", values))
        return ["sparse", inner.content(dense), inner(dtype.fill_value)]
    name = str(dtype)
    if not _EXTENSION.fullmatch(name):
        raise CodecError(f"a column of dtype {name} cannot be handed over")
    if isinstance(dtype, pd.PeriodDtype):
        return ["extension", name, [None if x is pd.NaT else str(x) for x in values]]
    plain = np.array(values, dtype=object)
    plain[np.asarray(values.isna())] = None
    return ["extension", name, inner.all(plain.tolist())]


def _encode_index(index: Any, inner: Writer) -> Json:
    import pandas as pd

    if isinstance(index, pd.RangeIndex):
        return ["range", index.start, index.stop, index.step, inner(index.name)]
    if isinstance(index, pd.MultiIndex):
        levels = [_encode_index(index.get_level_values(i), inner) for i in range(index.nlevels)]
        return ["multi", levels, [inner(name) for name in index.names]]
    if isinstance(index, pd.IntervalIndex):
        return [
            "interval",
            _encode_index(index.left, inner),
            _encode_index(index.right, inner),
            index.closed,
            inner(index.name),
        ]
    frequency = (
        getattr(index, "freqstr", None)
        if isinstance(index, (pd.DatetimeIndex, pd.TimedeltaIndex))
        else None
    )
    return ["plain", _encode_values(index, inner), inner(index.name), frequency]


def _decode_values(body: Json, inner: Reader) -> Any:
    import numpy as np

    pd: Any = importlib.import_module("pandas")

    kind = body[0]
    if kind == "numpy":
        array = inner(body[1])
        if type(array) is not np.ndarray:
            raise CodecError("not an array")
        return array
    if kind == "category":
        codes, categories = inner(body[1]), _decode_index(body[2], inner)
        return pd.Categorical.from_codes(codes, categories=categories, ordered=bool(body[3]))
    if kind == "sparse":
        return pd.arrays.SparseArray(inner(body[1]), fill_value=inner(body[2]))
    name = short(body[1])
    if not _EXTENSION.fullmatch(name):
        raise CodecError("not a dtype")
    if kind == "stamps":
        array = inner(body[2])
        if name.startswith("datetime64[") and "," in name:
            unit = name[len("datetime64[") :].partition(",")[0]
            utc = pd.DatetimeIndex(array.view(f"M8[{unit}]")).tz_localize("UTC")
            return utc.tz_convert(name.partition(", ")[2].rstrip("]")).array
        return array.view(name)
    if kind == "extension":
        values = inner.all(body[2])
        if inner.strict and None in values and _SKIPPING.match(name):
            return np.array([np.nan if x is None else x for x in values], dtype=_strict(name))
        return pd.array(values, dtype=name)
    raise CodecError("not a column")


def _strict(name: str) -> str:
    """Return the NumPy dtype in which what is missing equals nothing."""
    return "O" if name in {"boolean", "string"} else "f8"


def _decode_index(body: Json, inner: Reader) -> Any:
    pd: Any = importlib.import_module("pandas")

    kind = body[0]
    if kind == "range":
        return pd.RangeIndex(*[exact(int, x) for x in body[1:4]], name=inner(body[4]))
    if kind == "multi":
        return pd.MultiIndex.from_arrays(
            [_decode_index(level, inner) for level in body[1]], names=[inner(x) for x in body[2]]
        )
    if kind == "interval":
        left, right = _decode_index(body[1], inner), _decode_index(body[2], inner)
        return pd.IntervalIndex.from_arrays(left, right, closed=short(body[3]), name=inner(body[4]))
    if kind != "plain":
        raise CodecError("not an index")
    values = _decode_values(body[1], inner)
    index = pd.Index(values, dtype=values.dtype, name=inner(body[2]))
    if body[3] is not None:
        index.freq = short(body[3])
    return index


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


def _decode_frame(body: Json, inner: Reader) -> Any:
    pd: Any = importlib.import_module("pandas")

    index = _decode_index(body[1], inner)
    if body[2][:1] == ["block"]:
        frame = pd.DataFrame(inner(body[2][1]), index=index, copy=False)
    else:
        columns = {n: _column(_decode_values(c, inner), index) for n, c in enumerate(body[2])}
        frame = pd.DataFrame(columns, index=index, copy=False)
    frame.columns = _decode_index(body[0], inner)
    if body[3] is not None:
        frame.attrs = exact(dict, inner(body[3]))
    return frame


def _column(values: Any, index: Any) -> Any:
    """Return values as a frame takes them over without a guess at what they are."""
    pd: Any = importlib.import_module("pandas")

    return values if values.dtype != object else pd.Series(values, index=index)


def _decode_series(body: Json, inner: Reader) -> Any:
    pd: Any = importlib.import_module("pandas")

    values = _decode_values(body[2], inner)
    return pd.Series(
        values, index=_decode_index(body[1], inner), name=inner(body[0]), dtype=values.dtype
    )


def _decode_sparse(body: Json, inner: Reader) -> Any:
    from scipy import sparse

    name, parts, shape = short(body[0]), [inner(x) for x in body[1]], tuple(body[2])
    if name[:3] in {"csr", "csc"}:
        made = getattr(sparse, name)(tuple(parts), shape=shape)
        made.check_format(full_check=True)
        return made
    coo = sparse.coo_array((parts[0], (parts[1], parts[2])), shape=shape)
    return getattr(sparse, name)(coo) if name[:3] in {"coo", "lil", "dok", "dia", "bsr"} else coo


def _decode_pandas_scalar(tag: str) -> Callable[[Json, Reader], Any]:
    def decoder(body: Json, inner: Reader) -> Any:
        np: Any = importlib.import_module("numpy")
        pd: Any = importlib.import_module("pandas")

        if tag == "nat":
            return pd.NaT
        if tag == "na":
            return pd.NA
        if tag == "timestamp":
            unit = short(body[1])
            stamp = pd.Timestamp(np.datetime64(exact(int, body[0]), unit))
            return stamp if body[2] is None else stamp.tz_localize("UTC").tz_convert(short(body[2]))
        if tag == "pdtimedelta":
            return pd.Timedelta(np.timedelta64(exact(int, body[0]), short(body[1])))
        return pd.Interval(inner(body[0]), inner(body[1]), closed=short(body[2]))

    return decoder


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
    "frame": _decode_frame,
    "series": _decode_series,
    "index": lambda body, inner: _decode_index(body, inner),
    "extension": lambda body, inner: _decode_values(body, inner),
    "sparse": _decode_sparse,
    **{
        tag: _decode_pandas_scalar(tag)
        for tag in ("nat", "na", "timestamp", "pdtimedelta", "interval")
    },
}
