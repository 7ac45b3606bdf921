"""Watch events on their way from the player to the store.

Taught on the page *Scale and infrastructure* of the Netflix chapter. A player reports a play
several times while it goes on; the network delivers every report at least once, late and in any
order. Each report carries the id of its play and a version, and that is what makes the store
able to take it in any number of times.
"""

import sqlite3
from typing import NamedTuple

import numpy as np
import pandas as pd
import pandera.pandas as pa

SCHEMA = pa.DataFrameSchema(
    {
        "event_id": pa.Column(str),
        "version": pa.Column("int64", pa.Check.ge(1)),
        "user_id": pa.Column("int64", pa.Check.ge(0), coerce=True),
        "title_id": pa.Column("int64", pa.Check.ge(0), coerce=True),
        "fraction": pa.Column(float, pa.Check.in_range(0, 1)),
        "reported_at": pa.Column("datetime64[us]"),
    },
    strict=True,
)
COLUMNS = list(SCHEMA.columns)


class Checked(NamedTuple):
    """A batch after validation: rows to store, and rows set aside with their ``reason``."""

    valid: pd.DataFrame
    quarantined: pd.DataFrame


def playback_reports(plays: pd.DataFrame, every: float = 0.25) -> pd.DataFrame:
    """Report every play as players do: a new version each time some more was watched.

    Parameters
    ----------
    plays
        One row a play: ``user_id``, ``title_id``, ``timestamp`` (its start), ``minutes`` and
        ``fraction`` watched, as from :func:`dataproblems.simulators.streaming.watch`.
    every
        Fraction of the title between two reports; the last report gives the final fraction.

    Returns
    -------
    pandas.DataFrame
        The columns of :data:`SCHEMA`, one row a report, by time of the report.

    Raises
    ------
    ValueError
        If ``every`` is not positive.
    """
    if not every > 0:
        raise ValueError(f"every must be a positive fraction; got {every}")
    final = plays["fraction"].to_numpy()
    reports = np.maximum(np.ceil(final / every - 1e-9), 1).astype(int)
    play = np.repeat(np.arange(len(plays)), reports)
    version = np.arange(len(play)) - np.repeat(np.cumsum(reports) - reports, reports) + 1
    fraction = np.minimum(version * every, final[play])
    share = np.divide(fraction, final[play], out=np.zeros_like(fraction), where=final[play] > 0)
    watched = pd.to_timedelta(plays["minutes"].to_numpy()[play] * share, unit="min")
    return (
        pd.DataFrame(
            {
                "event_id": np.char.add("play-", play.astype(str)).astype(object),
                "version": version,
                "user_id": plays["user_id"].to_numpy()[play],
                "title_id": plays["title_id"].to_numpy()[play],
                "fraction": fraction,
                "reported_at": (plays["timestamp"].to_numpy()[play] + watched),
            }
        )
        .astype({"event_id": str, "reported_at": "datetime64[us]"})
        .sort_values("reported_at", kind="stable", ignore_index=True)
    )


def deliver(
    reports: pd.DataFrame,
    seed: int = 0,
    *,
    repeat: float = 0.05,
    loss: float = 0.0,
    mean_delay: float = 10.0,
) -> pd.DataFrame:
    """Send reports over a network that may lose, repeat, delay and reorder them.

    Parameters
    ----------
    reports
        As from :func:`playback_reports`.
    seed
        Seed of what happens on the way.
    repeat
        Chance that a report is sent once more because its acknowledgement was lost; the
        repetition may be repeated in turn. Above 0 this is *at-least-once* delivery.
    loss
        Chance that a report never arrives: *at-most-once* delivery, which does not try again.
    mean_delay
        Mean delay of each copy, in minutes, exponentially distributed.

    Returns
    -------
    pandas.DataFrame
        The copies in order of arrival, with the columns of ``reports``.

    Raises
    ------
    ValueError
        If a probability lies outside of [0, 1), or the delay is negative.
    """
    if not (0 <= repeat < 1 and 0 <= loss < 1 and mean_delay >= 0):
        raise ValueError(f"repeat and loss must lie in [0, 1); got {repeat}, {loss}, {mean_delay}")
    rng = np.random.default_rng(seed)
    copies = rng.geometric(1 - repeat, len(reports)) * (rng.random(len(reports)) >= loss)
    sent = reports.loc[reports.index.repeat(copies)]
    minutes = rng.exponential(mean_delay, len(sent)) if mean_delay else np.zeros(len(sent))
    arrival = sent["reported_at"] + pd.to_timedelta(minutes, unit="min")
    return sent.iloc[np.argsort(arrival.to_numpy(), kind="stable")].reset_index(drop=True)


def validate(batch: pd.DataFrame) -> Checked:
    """Split a batch into rows that satisfy :data:`SCHEMA` and rows that do not.

    One bad row does not stop the batch, and is not dropped in silence either.

    Parameters
    ----------
    batch
        Reports with the columns of :data:`SCHEMA`.

    Returns
    -------
    Checked
        ``valid`` has the schema's types; ``quarantined`` has the broken rows as they came, with
        a ``reason`` such as ``"fraction: in_range(0, 1)"``.

    Raises
    ------
    ValueError
        If a column is missing or unknown: then the producer has changed, and no row is right.
    """
    if set(batch.columns) != set(COLUMNS):
        raise ValueError(f"a batch needs the columns {COLUMNS}; got {list(batch.columns)}")
    rows = batch[COLUMNS].reset_index(drop=True)
    try:
        return Checked(SCHEMA.validate(rows, lazy=True), rows.iloc[:0].assign(reason=""))
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
    broken = cases.dropna(subset="index")
    if len(broken) < len(cases):
        cause = cases.loc[cases["index"].isna(), ["column", "check"]].iloc[0]
        raise ValueError(f"column {cause['column']} fails {cause['check']} as a whole")
    reason = (broken["column"] + ": " + broken["check"]).groupby(broken["index"]).first()
    bad = reason.index.astype("int64")
    quarantined = rows.loc[bad].assign(reason=reason.to_numpy())
    return Checked(SCHEMA.validate(rows.drop(index=bad)).reset_index(drop=True), quarantined)


class WatchStore:
    """The latest version of every play, in SQLite; storing a report again changes nothing.

    Parameters
    ----------
    path
        Database file; by default in memory.
    """

    def __init__(self, path: str = ":memory:") -> None:
        self._db = sqlite3.connect(path)
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS plays (event_id TEXT PRIMARY KEY, version INTEGER,"
            " user_id INTEGER, title_id INTEGER, fraction REAL, reported_at INTEGER)"
        )

    def upsert(self, batch: pd.DataFrame) -> int:
        """Take in valid reports, in one transaction: all of the batch or none of it.

        A report replaces the stored one of the same play if its version is higher. So the
        result does not depend on repetition, order or how the reports are cut into batches.

        Parameters
        ----------
        batch
            Rows of :data:`SCHEMA`.

        Returns
        -------
        int
            Number of reports that told the store something new.
        """
        rows = batch[COLUMNS].assign(reported_at=batch["reported_at"].astype("int64"))
        before = self._db.total_changes
        with self._db:
            self._db.executemany(
                "INSERT INTO plays VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (event_id) DO UPDATE SET"
                " version = excluded.version, fraction = excluded.fraction,"
                " reported_at = excluded.reported_at WHERE excluded.version > plays.version",
                rows.itertuples(index=False, name=None),
            )
        return self._db.total_changes - before

    def plays(self) -> pd.DataFrame:
        """Return the stored plays, one row each, by ``event_id``; columns of :data:`SCHEMA`."""
        frame = pd.read_sql_query("SELECT * FROM plays ORDER BY event_id", self._db)
        return frame.astype({"reported_at": "datetime64[us]", "event_id": str})
