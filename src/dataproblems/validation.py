"""Schemas for rows, expectations for batches, and a quarantine instead of a loss.

Taught on the pages *Scale with precision* and *Quality in system design* of the Google chapter.
A schema judges every row by itself; an expectation judges a batch as a whole, and finds what
no single row shows: half of the rows missing, a unit changed, yesterday's file sent again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandas.api.types import is_bool_dtype, is_float_dtype, is_integer_dtype, is_numeric_dtype

from dataproblems.contracts import columns, real, reals

IMPRESSIONS = pa.DataFrameSchema(
    {
        "session_id": pa.Column("int64", pa.Check.ge(0)),
        "page_id": pa.Column("int64", pa.Check.ge(0)),
        "user_id": pa.Column("int64", pa.Check.ge(0)),
        "device": pa.Column(str, pa.Check.isin(["desktop", "phone"])),
        "query_id": pa.Column("int64", pa.Check.ge(0)),
        "timestamp": pa.Column("datetime64[us]"),
        "doc_id": pa.Column("int64", pa.Check.ge(0)),
        "position": pa.Column("int64", pa.Check.in_range(1, 100)),
        "shuffled": pa.Column(bool),
        "propensity": pa.Column(float, pa.Check.in_range(0, 1)),
        "click": pa.Column("int64", pa.Check.isin([0, 1])),
        "dwell": pa.Column(float, pa.Check.in_range(0, 24 * 3600), nullable=True),
        "scroll_depth": pa.Column(float, pa.Check.in_range(0, 1), nullable=True),
        "last_visible": pa.Column("int64", pa.Check.in_range(1, 100)),
    },
    checks=pa.Check(
        lambda rows: rows["dwell"].notna() == (rows["click"] == 1), name="dwell exactly if clicked"
    ),
    strict="filter",
)
"""Rows of a search log as :func:`dataproblems.simulators.search.search` returns them."""


class Checked(NamedTuple):
    """A batch after validation.

    Attributes
    ----------
    valid
        Rows that satisfy the schema, with its types (times to the microsecond) and the row
        labels they came with.
    quarantined
        The other rows as they came, under the same labels, with their ``reason``.
    """

    valid: pd.DataFrame
    quarantined: pd.DataFrame


def quarantine(batch: pd.DataFrame, schema: pa.DataFrameSchema = IMPRESSIONS) -> Checked:
    """Split a batch into rows that satisfy a schema and rows that do not.

    One bad row neither stops the batch, nor vanishes, nor changes another. Values are converted to
    the schema's types first, so text that came over a network is judged by what it says. Times of
    a zone become UTC, and times without one are taken to be in UTC. Whole numbers stay exact: one
    that came as a float of 2**53 or more may have been rounded on its way, and is not believed.

    Parameters
    ----------
    batch
        Rows with the columns of the schema; labels (the index) must be unique.
    schema
        Its columns' types must be numbers, text, times or booleans.

    Raises
    ------
    ValueError
        If a column is missing or labels repeat. Then the producer has changed, or the batch was
        glued together wrongly, and no row can be trusted.
    """
    columns(batch, "batch", schema.columns)
    if not batch.index.is_unique or not batch.columns.is_unique:
        raise ValueError("batch repeats row labels or columns; pass batch.reset_index(drop=True)")
    typed: dict[str, pd.Series[Any]] = {}
    problems: list[tuple[Any, str]] = []
    for name, column in schema.columns.items():
        kind, values = _kind(str(column.dtype)), batch[name]
        right = kind != "a number" and str(values.dtype) == str(column.dtype)  # inf is no number
        typed[name] = values if right else _CONVERT[kind](values)
        given, lost = values.notna().to_numpy(), typed[name].isna().to_numpy()
        problems += [(at, f"{name}: not {kind}") for at in batch.index[given & lost]]
        if not column.nullable:
            problems += [(at, f"{name}: missing") for at in batch.index[~given]]
    rows = pd.DataFrame(typed)
    if problems:
        rows = rows.drop(index=pd.Index([at for at, _ in problems]).unique())
    target = {name: _target(str(column.dtype)) for name, column in schema.columns.items()}
    rows = rows.astype({name: to for name, to in target.items() if str(rows[name].dtype) != to})
    try:
        schema.validate(rows, lazy=True)
    except pa.errors.SchemaErrors as errors:
        broken = errors.failure_cases.dropna(subset="index")
        whole = broken["schema_context"] == "DataFrameSchema"
        text = broken["check"].where(whole, broken["column"].astype(str) + ": " + broken["check"])
        problems += list(zip(broken["index"], text, strict=True))
    if not problems:
        return Checked(rows, batch.iloc[:0].assign(reason=pd.Series(dtype=str)))
    found = pd.DataFrame(problems, columns=["row", "reason"]).drop_duplicates()
    reason = found.groupby("row", sort=False)["reason"].agg("; ".join)
    valid = rows.drop(index=reason.index, errors="ignore")
    rejected = batch.loc[batch.index.isin(reason.index)]
    return Checked(valid, rejected.assign(reason=reason.reindex(rejected.index).astype(str)))


@dataclass(frozen=True)
class Expectation:
    """What a measure of a whole batch should be.

    Attributes
    ----------
    name
        What is measured, for the report.
    measure
        Function of the batch that gives one number.
    low
        Below it something is wrong.
    high
        Above it something is wrong.
    """

    name: str
    measure: Callable[[Any], float]
    low: float = -np.inf
    high: float = np.inf


def expect(
    batch: pd.DataFrame | Mapping[str, float], expectations: Sequence[Expectation]
) -> pd.DataFrame:
    """Hold a batch against expectations.

    Parameters
    ----------
    batch
        Any table, or what is kept of one: numbers by name, which the measures pick out.
    expectations
        Such as those of :func:`learn_expectations`.

    Returns
    -------
    pandas.DataFrame
        One row per expectation: ``name``, ``value``, ``low``, ``high``, ``met``. A measure that
        fails or gives no finite number is not met: a missing column must not pass for a good one.

    Raises
    ------
    ValueError
        If the bounds of an expectation are NaN, or its lower one exceeds its upper one.
    TypeError
        If ``batch`` is no table or mapping, or one of ``expectations`` no :class:`Expectation`.
    """
    if not isinstance(batch, pd.DataFrame | Mapping):
        raise TypeError(f"batch must be a DataFrame or a mapping; got {type(batch).__name__}")
    for e in expectations:
        if not isinstance(e, Expectation):
            raise TypeError(f"expectations must hold Expectation; got {type(e).__name__}")
        if not e.low <= e.high:
            raise ValueError(f"expectations: {e.name!r} has bounds {e.low} to {e.high}")
    rows = []
    for e in expectations:
        try:
            value = float(e.measure(batch))
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            value = np.nan
        met = bool(np.isfinite(value) and e.low <= value <= e.high)
        rows.append((e.name, value, e.low, e.high, met))
    return pd.DataFrame(rows, columns=["name", "value", "low", "high", "met"])


def learn_expectations(
    history: Sequence[pd.DataFrame] | Sequence[Mapping[str, float]],
    measures: Mapping[str, Callable[[Any], float]],
    width: float = 6.0,
) -> list[Expectation]:
    """Learn bounds from batches that were all right.

    Parameters
    ----------
    history
        At least three good batches.
    measures
        Name -> function of a batch.
    width
        Half width of the bounds around the median, in robust standard deviations (1.4826 x
        median absolute deviation, at least 1% of the median; a measure that was always 0 must
        stay 0). Narrow bounds find more faults and cry wolf more often.

    Raises
    ------
    ValueError
        If there are fewer than three batches, ``width`` is not positive, or a measure of a good
        batch is not finite.
    """
    real(width, "width", above=0)
    if len(history) < 3:
        raise ValueError(f"history must hold three good batches or more; got {len(history)}")
    learned = []
    for name, measure in measures.items():
        values = reals([measure(batch) for batch in history], name, shape=(None,))
        middle = float(np.median(values))
        spread = max(1.4826 * float(np.median(np.abs(values - middle))), 0.01 * abs(middle))
        learned.append(Expectation(name, measure, middle - width * spread, middle + width * spread))
    return learned


def _whole(values: "pd.Series[Any]") -> "pd.Series[Any]":
    beyond = str(values.dtype).lower() == "uint64"
    if (is_integer_dtype(values.dtype) or is_bool_dtype(values.dtype)) and not beyond:
        return values.astype("Int64")
    if is_float_dtype(values.dtype):
        x = reals(values, "values", missing=True, infinite=True)
        exact = np.isfinite(x) & (np.abs(x) < 2**53)
        exact[exact] = x[exact] % 1 == 0
        return pd.Series(x, values.index).where(exact).astype("Int64")
    pairs = zip(values, values.isna(), strict=True)
    read = [pd.NA if lost else _integer(value) for value, lost in pairs]
    # Series.map would make floats of whole numbers beside a missing one
    return pd.Series(pd.array(read, dtype="Int64"), values.index)


def _integer(value: Any) -> Any:
    """Read one value exactly, whatever the others are."""
    if isinstance(value, float | np.floating):
        x = float(value)
        return int(x) if abs(x) < 2**53 and x.is_integer() else pd.NA
    try:
        exact = Decimal(str(value).strip())
        return int(exact) if -(2**63) <= exact < 2**63 and exact % 1 == 0 else pd.NA
    except (InvalidOperation, ValueError):
        return pd.NA


def _time(values: "pd.Series[Any]") -> "pd.Series[Any]":
    if is_numeric_dtype(values.dtype):  # of which unit, since when?
        return pd.Series(pd.NaT, values.index)
    if values.dtype == object:
        values = values.where(~values.map(lambda v: isinstance(v, int | float | np.number)))
    found = pd.to_datetime(values, errors="coerce", format="ISO8601", utc=True)
    return found.dt.tz_convert(None)


def _number(values: "pd.Series[Any]") -> "pd.Series[Any]":
    found = pd.to_numeric(values, errors="coerce")
    x = reals(found, "values", missing=True, infinite=True)
    return pd.Series(np.where(np.isfinite(x), x, np.nan), values.index)


_TRUTH = {True: True, False: False, "True": True, "False": False, "true": True, "false": False}

_CONVERT: dict[str, Callable[["pd.Series[Any]"], "pd.Series[Any]"]] = {
    "a time": _time,
    "an integer": _whole,
    "a number": _number,
    "true or false": lambda values: values.map(_TRUTH),
    "text": lambda values: values.astype(object),
}


_KINDS = {
    "datetime64": "a time",
    "int": "an integer",
    "uint": "an integer",
    "float": "a number",
    "bool": "true or false",
}


def _kind(dtype: str) -> str:
    return next((kind for start, kind in _KINDS.items() if dtype.lower().startswith(start)), "text")


def _target(dtype: str) -> str:
    # pandera reads every unit of datetime64 as nanoseconds, and then accepts any of them.
    return {"a time": "datetime64[us]", "text": "str"}.get(_kind(dtype), dtype)
