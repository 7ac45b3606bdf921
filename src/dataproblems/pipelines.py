"""Events in, totals out: each event counted once, whatever the network and the machine do.

Taught on the pages *Raw signals to reliable pipelines* and *Consistency* of the Google chapter.
The store is DuckDB, embedded. The queries that decide what the numbers mean,
:data:`LATEST` and :data:`WINDOWS`, are plain SQL that Spark runs unchanged (a test compares
both where PySpark is installed).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import duckdb
import numpy as np
import pandas as pd

from dataproblems.contracts import choice, columns, keys, real, reals, times, utc

EVENT_COLUMNS = ("event_id", "version", "account_id", "event_time", "cents")

LATEST = """
SELECT event_id, version, account_id, event_time, cents
FROM (
    SELECT *, row_number() OVER (
        PARTITION BY event_id ORDER BY version DESC, event_time, account_id, cents
    ) AS newest
    FROM {table}
) AS ranked
WHERE newest = 1
"""
"""The newest version of every event of ``{table}``, each once.

Where one version came twice with different content, the earliest event time decides (then the
account and the amount), so that the order of the rows does not.
"""

WINDOWS = """
SELECT date_trunc('{unit}', event_time) AS window_start, account_id,
       count(*) AS events, CAST(sum(cents) AS BIGINT) AS cents
FROM {table}
GROUP BY 1, 2
"""
"""Totals of ``{table}`` by account and event-time window of one ``{unit}`` (hour, day, ...)."""


def latest(events: pd.DataFrame) -> pd.DataFrame:
    """Keep the newest version of every event (:data:`LATEST` on DuckDB), by ``event_id``.

    Times that come with a zone are given back in UTC, without it.

    Raises
    ------
    ValueError
        If a column is missing, or a row lacks its event, version, account, time or amount:
        :func:`dataproblems.validation.quarantine` such rows first.
    TypeError
        If times, versions or amounts are text, or the times are of several zones.
    """
    return _query(LATEST + "ORDER BY event_id", _complete(events, "events"))


def totals(events: pd.DataFrame, unit: str = "hour") -> pd.DataFrame:
    """Add up events by window and account (:data:`WINDOWS` on DuckDB).

    Parameters
    ----------
    events
        With ``EVENT_COLUMNS``; every row is counted: pass :func:`latest` events.
    unit
        Length of the windows: ``"minute"``, ``"hour"``, ``"day"``, ...

    Returns
    -------
    pandas.DataFrame
        ``window_start``, ``account_id``, ``events``, ``cents``, in this order.

    Raises
    ------
    ValueError
        As :func:`latest`, or if there is no such unit.
    """
    complete = _countable(events, unit)
    return _query(WINDOWS.replace("{unit}", unit) + "ORDER BY 1, 2", complete)


def totals_on_spark(session: Any, events: pd.DataFrame, unit: str = "hour") -> pd.DataFrame:
    """Return what ``totals(latest(events), unit)`` returns, computed by Spark from the same SQL.

    Parameters
    ----------
    session
        A ``pyspark.sql.SparkSession``. Its time zone is set to UTC, so that windows of naive
        times begin where DuckDB's do.
    events, unit
        As in :func:`totals`, with every version and repetition still in ``events``.

    Raises
    ------
    ValueError
        As :func:`totals`.
    """
    events = _countable(events, unit)
    session.conf.set("spark.sql.session.timeZone", "UTC")
    session.createDataFrame(events[list(EVENT_COLUMNS)]).createOrReplaceTempView("events")
    session.sql(LATEST.format(table="events")).createOrReplaceTempView("newest")
    windows: pd.DataFrame = session.sql(WINDOWS.format(table="newest", unit=unit)).toPandas()
    return windows.sort_values(["window_start", "account_id"], ignore_index=True)


class _Parts(NamedTuple):
    windows: pd.DataFrame
    late: pd.DataFrame


class Stream(_Parts):
    """What a streaming job published, and what came too late for it.

    Attributes
    ----------
    windows
        ``window_start``, ``account_id``, ``events``, ``cents`` as published when the watermark
        closed the window, and ``closed_at`` (time of arrival that closed it; missing where the
        stream ended first).
    late
        The arrivals that came too late, for the batch job to add: their window had been closed, or
        they correct an event of a closed window, which was published and stays as it was.
    refused
        The arrivals that no window can take, with their ``reason``: something is missing, or the
        event is stamped later than it arrived. One that claims to be of the year 2094 would
        otherwise push the watermark there, and all others would be late. Not a part of the tuple.
    """

    refused: pd.DataFrame


def stream_totals(
    arrivals: pd.DataFrame, lateness: str = "0s", unit: str = "1h", ahead: str = "1min"
) -> Stream:
    """Add up a stream by event time and publish each window once, when it is closed.

    The watermark stands ``lateness`` behind the latest event time seen so far; a window is
    closed when the watermark passes its end (Akidau et al., 2015). Repetitions are dropped by
    ``event_id``; the newest version that arrived in time counts.

    Parameters
    ----------
    arrivals
        Events with ``arrived_at``, in order of arrival.
    lateness
        How far out of order events may come, as a pandas time span. Longer loses fewer events
        and publishes later.
    unit
        Length of the windows, as a pandas time span.
    ahead
        By how much a producer's clock may be fast, as a pandas time span.

    Raises
    ------
    ValueError
        If a column is missing, the rows are not in order of arrival, or a time span is negative.
    TypeError
        If a column of times holds text or mixed zones.
    """
    columns(arrivals, "arrivals", (*EVENT_COLUMNS, "arrived_at"))
    spans = {"lateness": lateness, "unit": unit, "ahead": ahead}
    for name, span in spans.items():
        real(pd.Timedelta(span) / pd.Timedelta("1s"), name, within=(0, np.inf))
    if not times(arrivals["arrived_at"], "arrived_at").is_monotonic_increasing:
        raise ValueError("arrivals must come in order of arrived_at; sort them")
    refused = _refused(arrivals, pd.Timedelta(ahead))
    arrivals = arrivals.drop(index=refused.index)
    start = arrivals["event_time"].dt.floor(unit)
    end = start + pd.Timedelta(unit)
    watermark = arrivals["event_time"].cummax() - pd.Timedelta(lateness)
    closed = end <= watermark.shift()
    # What corrects an event of a closed window is late, too: that window was published with it.
    published = end.where(~closed).groupby(arrivals["event_id"]).cummin()
    published = published.groupby(arrivals["event_id"]).ffill()
    closed = (closed | (published <= watermark.shift())).to_numpy()
    in_time = arrivals[~closed].assign(window_start=start[~closed])
    newest = in_time.sort_values("version", kind="stable").drop_duplicates("event_id", keep="last")
    by_window = newest.groupby(["window_start", "account_id"], as_index=False)
    windows = by_window.agg(events=("cents", "size"), cents=("cents", "sum"))
    # The first arrival whose watermark reaches a window's end closes it.
    closing = np.searchsorted(
        watermark.to_numpy(), (windows["window_start"] + pd.Timedelta(unit)).to_numpy()
    )
    at = pd.DatetimeIndex(arrivals["arrived_at"]).append(pd.DatetimeIndex([pd.NaT]))
    stream = Stream(windows.assign(closed_at=at[closing]), arrivals[closed])
    stream.refused = refused
    return stream


def reconcile(
    left: pd.DataFrame, right: pd.DataFrame, *, on: tuple[str, ...], value: str = "cents"
) -> pd.DataFrame:
    """Compare two tables of totals, and list where they differ.

    Compare by key: the grand totals of two wrong tables can agree.

    Parameters
    ----------
    left, right
        Tables with the key columns and ``value``.
    on
        Key columns; a key that one side lacks counts as 0 there. A missing key is a key.
    value
        What to compare, exactly: keep money in integers.

    Returns
    -------
    pandas.DataFrame
        The differing keys with ``left``, ``right`` and ``difference`` (right - left), largest
        absolute difference first; empty if the tables agree.

    Raises
    ------
    ValueError
        If a column or a value is missing, or a key occurs twice in a table.
    """
    names = list(on)
    for name, side in (("left", left), ("right", right)):
        columns(side, name, [*names, value])
        reals(side[value], f"{name}: {value}", mend="an unknown total is not 0")
        if side.duplicated(names).any():
            raise ValueError(f"{name} holds a combination of {names} twice; add its rows up first")
    sides = [side[[*names, value]].convert_dtypes() for side in (left, right)]  # integers stay so
    both = sides[0].merge(sides[1], on=names, how="outer", suffixes=("_left", "_right"))
    both.columns = pd.Index([*names, "left", "right"])
    both = both.fillna({"left": 0, "right": 0})
    both["difference"] = both["right"] - both["left"]
    differing = both[both["difference"] != 0]
    return differing.sort_values(
        "difference", key=abs, ascending=False, kind="stable", ignore_index=True
    )


class Validated(Protocol):
    """What a validator returns, such as :class:`dataproblems.validation.Checked`."""

    @property
    def valid(self) -> pd.DataFrame:
        """Rows to store, labelled as they came."""

    @property
    def quarantined(self) -> pd.DataFrame:
        """Rows set aside, labelled as they came, with their ``reason``."""


TABLES = """
CREATE TABLE IF NOT EXISTS steps (batch_id VARCHAR, step VARCHAR, PRIMARY KEY (batch_id, step));
CREATE TABLE IF NOT EXISTS inbox (batch_id VARCHAR, row_no BIGINT, event_id VARCHAR,
    version VARCHAR, account_id VARCHAR, event_time VARCHAR, cents VARCHAR);
CREATE TABLE IF NOT EXISTS sorted (batch_id VARCHAR, row_no BIGINT, event_id VARCHAR,
    version BIGINT, account_id BIGINT, event_time TIMESTAMP, cents BIGINT);
CREATE TABLE IF NOT EXISTS quarantine (batch_id VARCHAR, row_no BIGINT, event_id VARCHAR,
    version VARCHAR, account_id VARCHAR, event_time VARCHAR, cents VARCHAR, reason VARCHAR);
CREATE TABLE IF NOT EXISTS events (event_id VARCHAR PRIMARY KEY, version BIGINT,
    account_id BIGINT, event_time TIMESTAMP, cents BIGINT);
CREATE TABLE IF NOT EXISTS touched (batch_id VARCHAR, window_start TIMESTAMP);
CREATE TABLE IF NOT EXISTS windows (window_start TIMESTAMP, account_id BIGINT, events BIGINT,
    cents BIGINT);
"""

TOUCH = """
INSERT INTO touched
SELECT DISTINCT $batch, date_trunc('hour', event_time)
FROM (
    SELECT event_time FROM sorted WHERE batch_id = $batch
    UNION ALL
    SELECT event_time FROM events
    WHERE event_id IN (SELECT event_id FROM sorted WHERE batch_id = $batch)
)
"""

UPSERT = (
    "INSERT INTO events"
    + LATEST.format(table="one_batch")
    + """
ON CONFLICT (event_id) DO UPDATE SET
    version = excluded.version, account_id = excluded.account_id,
    event_time = excluded.event_time, cents = excluded.cents
WHERE excluded.version > events.version
"""
)

FORGET = """
DELETE FROM windows
WHERE window_start IN (SELECT window_start FROM touched WHERE batch_id = $batch)
"""

REFRESH = "INSERT INTO windows" + WINDOWS.format(unit="hour", table="touched_events")


class _CannotValidateError(Exception):
    """The validator raised, or gave back other rows than it was given."""


def _nothing(_batch_id: str, _step: str) -> None:
    pass


class Pipeline:
    """Take batches of raw events to hourly totals, in steps that may be interrupted anywhere.

    Every step is one transaction that also records that it was done, and does the same thing
    however often it is run. So after a crash :meth:`resume` goes on where the work stopped, and a
    producer that is unsure whether a batch arrived just sends it again.

    Parameters
    ----------
    path
        Database file; by default in memory.
    validate
        Splits a frame of text columns (``EVENT_COLUMNS``, labelled by row number) into valid
        rows of the right types and quarantined rows.
    after_step
        Called with batch and step whenever a step has been committed; for tests and progress.

    Raises
    ------
    duckdb.IOException
        If another process has the file open.
    """

    STEPS = ("receive", "sort", "store", "total", "clear")

    def __init__(
        self,
        validate: Callable[[pd.DataFrame], Validated],
        path: str | Path = ":memory:",
        after_step: Callable[[str, str], None] | None = None,
    ) -> None:
        self._db = duckdb.connect(str(path))
        self._db.execute(TABLES)
        self._validate = validate
        self._after_step = after_step or _nothing

    def submit(self, batch_id: str, batch: pd.DataFrame) -> None:
        """Take in a batch and carry it through all steps. Submitting it again changes nothing.

        Parameters
        ----------
        batch_id
            Name of the batch, given by the producer: the same rows come under the same name.
        batch
            Raw events with ``EVENT_COLUMNS``, of any type.

        Raises
        ------
        ValueError
            If a column is missing.
        """
        columns(batch, f"batch {batch_id}", EVENT_COLUMNS)
        raw = batch[list(EVENT_COLUMNS)].astype(object)
        raw = raw.where(raw.isna(), raw.astype(str)).reset_index(names="row_no")
        raw["row_no"] = np.arange(len(raw))
        if not self._done(batch_id, "receive"):
            with self._step(batch_id, "receive"):
                self._insert("inbox", batch_id, raw)
        self.resume()

    def resume(self) -> None:
        """Carry every received batch through the steps it still lacks.

        A batch that the validator fails on stays where it is; the others go on without it.

        Raises
        ------
        ValueError
            After all other batches are through, if the validator failed on one.
        """
        failed: list[tuple[str, Exception]] = []
        received = self._db.execute(
            "SELECT batch_id FROM steps GROUP BY 1 HAVING count(*) < ? ORDER BY 1",
            [len(self.STEPS)],
        ).fetchall()
        work = {"sort": self._sort, "store": self._store, "total": self._total,
                "clear": self._clear}  # fmt: skip
        for (batch_id,) in received:
            try:
                for step, do in work.items():
                    if not self._done(batch_id, step):
                        with self._step(batch_id, step):
                            do(batch_id)
            except _CannotValidateError as error:
                failed.append((batch_id, error))
        if failed:
            told = "; ".join(f"{batch_id}: {error}" for batch_id, error in failed)
            raise ValueError(f"the validator failed, mend it and resume: {told}") from failed[0][1]

    def table(self, name: str) -> pd.DataFrame:
        """Return a table: ``"events"``, ``"windows"``, ``"quarantine"`` or ``"steps"``.

        Raises
        ------
        ValueError
            If there is no such table.
        """
        if name not in ("events", "windows", "quarantine", "steps"):
            raise ValueError(f"there is no table {name!r}")
        frame: pd.DataFrame = self._db.table(name).df()
        return frame.sort_values(list(frame.columns[:2]), ignore_index=True)

    def close(self) -> None:
        """Close the database; the next pipeline on the same file goes on from there."""
        self._db.close()

    def _sort(self, batch_id: str) -> None:
        rows = self._db.execute("SELECT * FROM inbox WHERE batch_id = ?", [batch_id]).df()
        try:
            split = self._validate(rows.set_index("row_no")[list(EVENT_COLUMNS)])
        except Exception as error:
            raise _CannotValidateError(str(error)) from error
        if len(split.valid) + len(split.quarantined) != len(rows):
            raise _CannotValidateError("it lost or doubled rows")
        self._insert("sorted", batch_id, split.valid.reset_index(names="row_no"))
        self._insert("quarantine", batch_id, split.quarantined.reset_index(names="row_no"))

    def _store(self, batch_id: str) -> None:
        self._db.execute(TOUCH, {"batch": batch_id})
        with self._rows("one_batch", "SELECT * FROM sorted WHERE batch_id = ?", batch_id):
            self._db.execute(UPSERT)

    def _total(self, batch_id: str) -> None:
        self._db.execute(FORGET, {"batch": batch_id})
        touched = (
            "SELECT * FROM events WHERE date_trunc('hour', event_time) IN"
            " (SELECT window_start FROM touched WHERE batch_id = ?)"
        )
        with self._rows("touched_events", touched, batch_id):
            self._db.execute(REFRESH)

    def _clear(self, batch_id: str) -> None:
        for table in ("inbox", "sorted", "touched"):
            self._db.execute(f"DELETE FROM {table} WHERE batch_id = ?", [batch_id])  # noqa: S608  # our own names

    def _insert(self, table: str, batch_id: str, rows: pd.DataFrame) -> None:
        self._db.register("incoming", rows.assign(batch_id=batch_id))
        self._db.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")  # noqa: S608  # our own names
        self._db.unregister("incoming")

    @contextmanager
    def _rows(self, name: str, query: str, batch_id: str) -> Iterator[None]:
        """Give the result of a query a name that the shared SQL can use."""
        self._db.execute(f"CREATE TEMP TABLE {name} AS {query}", [batch_id])
        yield
        self._db.execute(f"DROP TABLE {name}")

    def _done(self, batch_id: str, step: str) -> bool:
        query = "SELECT 1 FROM steps WHERE batch_id = ? AND step = ?"
        return bool(self._db.execute(query, [batch_id, step]).fetchall())

    @contextmanager
    def _step(self, batch_id: str, step: str) -> Iterator[None]:
        self._db.begin()
        try:
            yield
            self._db.execute("INSERT INTO steps VALUES (?, ?)", [batch_id, step])
            self._db.commit()
        except BaseException:
            self._db.rollback()
            raise
        self._after_step(batch_id, step)


def _countable(events: pd.DataFrame, unit: str) -> pd.DataFrame:
    choice(unit, "unit", ("second", "minute", "hour", "day", "week", "month", "quarter", "year"))
    return _complete(events, "events")


def _complete(events: pd.DataFrame, name: str) -> pd.DataFrame:
    """Check events, and give their times as naive ones in UTC: windows begin there."""
    columns(events, name, EVENT_COLUMNS)
    for column in EVENT_COLUMNS:
        keys(events[column], column)
    reals(events["version"], "version")
    reals(events["cents"], "cents")
    return events.assign(event_time=utc(events["event_time"], "event_time"))


def _refused(arrivals: pd.DataFrame, ahead: pd.Timedelta) -> pd.DataFrame:
    """Arrivals that no window can take, with the reason."""
    if not arrivals.index.is_unique:
        raise ValueError("arrivals repeats row labels; pass arrivals.reset_index(drop=True)")
    reason = pd.Series("", arrivals.index)
    for column in EVENT_COLUMNS:
        reason[arrivals[column].isna() & (reason == "")] = f"{column}: missing"
    zone = times(arrivals["event_time"].dropna(), "event_time").dt.tz
    if (zone is None) != (arrivals["arrived_at"].dt.tz is None):
        raise ValueError("event_time and arrived_at must both have a zone, or both have none")
    early = arrivals["event_time"] > arrivals["arrived_at"] + ahead
    reason[early & (reason == "")] = "event_time: later than it arrived"
    return arrivals[reason != ""].assign(reason=reason[reason != ""])


def _query(sql: str, events: pd.DataFrame) -> pd.DataFrame:
    with duckdb.connect() as db:
        db.register("events", events)
        frame: pd.DataFrame = db.execute(sql.replace("{table}", "events")).df()
    return frame
