"""The part of the codec for pandas, where it is in use."""

import importlib
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
    short,
)

_NUMBERS = frozenset(("bool", "float32", "float64", "int32", "int64"))
_SKIPPING = re.compile(r"U?Int|Float|boolean|string")
_EXTENSION = re.compile(
    r"(U?Int(8|16|32|64)|Float(32|64)|boolean|str|string|"
    r"datetime64\[(s|ms|us|ns)(, [A-Za-z0-9_/+:-]+)?\]|timedelta64\[(s|ms|us|ns)\]|"
    r"period\[[A-Za-z-]+\])"
)


def encode(value: Any, kind: type, inner: Writer) -> Json | None:
    """Return `value` as a message, or None where it is no data of pandas."""
    if "pandas" not in sys.modules:
        return None
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


array_encoders.append(encode)
array_decoders |= {
    "frame": _decode_frame,
    "series": _decode_series,
    "index": lambda body, inner: _decode_index(body, inner),
    "extension": lambda body, inner: _decode_values(body, inner),
    **{
        tag: _decode_pandas_scalar(tag)
        for tag in ("nat", "na", "timestamp", "pdtimedelta", "interval")
    },
}
