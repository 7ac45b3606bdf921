"""Watch events on their way from the player to the store.

Taught on the page *Scale and infrastructure* of the Netflix chapter. A player reports a play
several times while it goes on; the network delivers every report at least once, late and in any
order. Each report carries the id of its play and a version, and that is what makes the store
able to take it in any number of times.
"""

import sqlite3

import numpy as np
import pandas as pd
import pandera.pandas as pa

from dataproblems.contracts import chances, columns, keys, real, reals, utc

REPORTS = pa.DataFrameSchema(
    {
        "event_id": pa.Column(str),
        "version": pa.Column("int64", pa.Check.ge(1)),
        "user_id": pa.Column("int64", pa.Check.ge(0)),
        "title_id": pa.Column("int64", pa.Check.ge(0)),
        "fraction": pa.Column(float, pa.Check.in_range(0, 1)),
        "reported_at": pa.Column("datetime64[us]"),
    },
    strict="filter",
)
"""What :func:`playback_reports` makes, for :func:`dataproblems.validation.quarantine`."""


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
        The columns of :data:`REPORTS`, one row a report, by time of the report; times that came
        with a zone are in UTC.

    Raises
    ------
    ValueError
        If ``every`` is not positive, or a play lacks a column, an id, its start or its end.
    """
    real(every, "every", above=0)
    columns(plays, "plays", ("user_id", "title_id", "timestamp", "minutes", "fraction"))
    for name in ("user_id", "title_id"):
        keys(plays[name], name)
    start = utc(plays["timestamp"], "timestamp").to_numpy()
    reals(plays["minutes"], "minutes", within=(0, np.inf))
    final = chances(plays["fraction"], "fraction")
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
                "reported_at": (start[play] + watched),
            }
        )
        .astype({"event_id": str, "reported_at": "datetime64[us]"})
        .sort_values("reported_at", kind="stable", ignore_index=True)
    )


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
            Rows of :data:`REPORTS`.

        Returns
        -------
        int
            Number of reports that told the store something new.

        Raises
        ------
        ValueError
            If a column or a value is missing, or a play has one version twice with different
            content: pass the ``valid`` rows of :func:`dataproblems.validation.quarantine`.
        """
        columns(batch, "batch", REPORTS.columns)
        reports = batch[list(REPORTS.columns)]
        if reports.isna().to_numpy().any():
            for name in REPORTS.columns:
                keys(reports[name], name)
        if reports.duplicated(["event_id", "version"]).any():
            different = reports.drop_duplicates()
            again = different.duplicated(["event_id", "version"])
            if again.any():
                first = different.loc[again, "event_id"].iloc[0]
                raise ValueError(f"batch has one version of {first!r} twice, with other content")
        at = utc(reports["reported_at"], "reported_at").astype("datetime64[us]")
        rows = reports.assign(reported_at=at.astype("int64"))
        before = self._db.total_changes
        with self._db:
            self._db.executemany(
                "INSERT INTO plays VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (event_id) DO UPDATE SET"
                " version = excluded.version, fraction = excluded.fraction,"
                " reported_at = excluded.reported_at WHERE excluded.version > plays.version",
                zip(*(rows[name].tolist() for name in REPORTS.columns), strict=True),
            )
        return self._db.total_changes - before

    def plays(self) -> pd.DataFrame:
        """Return the stored plays, one row each, by ``event_id``; columns of :data:`REPORTS`."""
        frame = pd.read_sql_query("SELECT * FROM plays ORDER BY event_id", self._db)
        return frame.astype({"reported_at": "datetime64[us]", "event_id": str})
