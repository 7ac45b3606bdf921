"""What happens to events between the place where they occur and the store.

Networks repeat, delay and reorder; producers break. :func:`deliver` makes the arrivals of an
at-least-once network, :func:`inject` breaks a batch of a search log in one of the ways of
:data:`FAULTS`, so that it is known what a validator should have found.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from dataproblems.arrays import Rng
from dataproblems.contracts import columns, times, utc


def deliver(
    events: pd.DataFrame,
    rng: Rng = 0,
    *,
    time: str = "event_time",
    repeat: float = 0.02,
    loss: float = 0.0,
    mean_delay: float = 30.0,
    stragglers: float = 0.02,
    straggler_delay: float = 7200.0,
) -> pd.DataFrame:
    """Send events over a network that repeats, loses, delays and reorders them.

    Parameters
    ----------
    events
        One row an event.
    rng
        Seed or generator of what happens on the way.
    time
        Column with the time at which the event occurred.
    repeat
        Chance that an event is sent again because its acknowledgement was lost; so may be the
        repetition. Above 0, without loss, this is *at-least-once* delivery.
    loss
        Chance that an event never arrives, however often it was sent. Without repetition this is
        *at-most-once* delivery.
    mean_delay
        Mean delay of a copy in seconds, exponentially distributed.
    stragglers, straggler_delay
        Share of copies that wait much longer (a phone without network), and their mean delay in
        seconds.

    Returns
    -------
    pandas.DataFrame
        The copies in order of arrival, with the time, in the zone of ``time``, in ``arrived_at``.

    Raises
    ------
    ValueError
        If a probability lies outside of [0, 1), a delay is negative, the column ``time`` is
        missing or lacks a time.
    TypeError
        If that column holds no times, or those of several zones.
    """
    if not (0 <= repeat < 1 and 0 <= loss < 1 and 0 <= stragglers <= 1):
        raise ValueError(
            "repeat and loss must lie in [0, 1), stragglers in [0, 1]; "
            f"got {repeat}, {loss} and {stragglers}"
        )
    if not (mean_delay >= 0 and straggler_delay >= 0):
        raise ValueError(f"no delay may be negative; got {mean_delay} and {straggler_delay}")
    columns(events, "events", (time,))
    zone = times(events[time], time).dt.tz
    rng = np.random.default_rng(rng)
    row = np.repeat(np.arange(len(events)), rng.geometric(1 - repeat, len(events)))
    late = rng.random(len(row)) < stragglers
    seconds = rng.exponential(1, len(row)) * np.where(late, straggler_delay, mean_delay)
    occurred = utc(events[time], time).to_numpy().astype("datetime64[us]")[row]
    arrived = occurred + (seconds * 1e6).astype("timedelta64[us]")
    order = np.argsort(arrived, kind="stable")
    lost = rng.random(len(events)) < loss
    order = order[~lost[row[order]]]
    at = pd.Series(arrived[order])
    if zone is not None:
        at = at.dt.tz_localize("UTC").dt.tz_convert(zone)
    return events.iloc[row[order]].reset_index(drop=True).assign(arrived_at=at)


BROKEN = ("user_id", "device", "page_id", "doc_id", "position", "click", "dwell")
"""Columns of a search log that the faults change or go by."""

Fault = Callable[[pd.DataFrame, np.random.Generator], pd.DataFrame]


def _some(batch: pd.DataFrame, rng: np.random.Generator, share: float) -> pd.Index:
    return batch.index[rng.random(len(batch)) < share]


def _missing_users(batch: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    broken = batch.astype({"user_id": "Int64"})
    broken.loc[_some(batch, rng, 0.05), "user_id"] = pd.NA
    return broken


def _negative_dwell(batch: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    broken = batch.copy()
    hit = _some(batch[batch["click"] == 1], rng, 0.1)
    broken.loc[hit, "dwell"] = -broken.loc[hit, "dwell"]
    return broken


def _milliseconds(batch: pd.DataFrame, _: np.random.Generator) -> pd.DataFrame:
    phone = batch["device"] == "phone"
    return batch.assign(dwell=batch["dwell"].where(~phone, batch["dwell"] * 1000))


def _positions_from_zero(batch: pd.DataFrame, _: np.random.Generator) -> pd.DataFrame:
    return batch.assign(position=batch["position"] - 1)


def _positions_reversed(batch: pd.DataFrame, _: np.random.Generator) -> pd.DataFrame:
    return batch.assign(position=batch["position"].max() + 1 - batch["position"])


def _lost_clicks(batch: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    lost = (batch["device"] == "phone") & (rng.random(len(batch)) < 0.9)
    return batch.assign(click=batch["click"].mask(lost, 0), dwell=batch["dwell"].mask(lost, np.nan))


def _sent_twice(batch: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    again = batch[batch["page_id"].isin(rng.permutation(batch["page_id"].unique())[::3])]
    return pd.concat([batch, again], ignore_index=True)


def _half_missing(batch: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    pages = rng.permutation(batch["page_id"].unique())
    return batch[batch["page_id"].isin(pages[::2])]


def _swapped_ids(batch: pd.DataFrame, _: np.random.Generator) -> pd.DataFrame:
    return batch.assign(doc_id=batch["doc_id"].to_numpy()[::-1])


def _bot_flood(batch: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    pages = rng.permutation(batch["page_id"].unique())
    flood = batch["page_id"].isin(pages[: len(pages) // 4])
    return batch.assign(click=batch["click"].mask(flood, 1), dwell=batch["dwell"].mask(flood, 2.0))


FAULTS: dict[str, Fault] = {
    "missing users": _missing_users,
    "negative dwell": _negative_dwell,
    "milliseconds on phones": _milliseconds,
    "positions from zero": _positions_from_zero,
    "positions reversed": _positions_reversed,
    "clicks lost on phones": _lost_clicks,
    "a third sent twice": _sent_twice,
    "half missing": _half_missing,
    "documents swapped": _swapped_ids,
    "bot flood": _bot_flood,
}
"""Name -> what it does to a batch of impressions, given a random generator."""


def inject(batch: pd.DataFrame, fault: str, rng: Rng = 0) -> pd.DataFrame:
    """Return a batch of a search log with one of the :data:`FAULTS` in it.

    Raises
    ------
    ValueError
        If there is no such fault, or the batch lacks a column of a search log.
    """
    columns(batch, "batch", BROKEN)
    if fault not in FAULTS:
        raise ValueError(f"there is no fault {fault!r}; choose from {', '.join(FAULTS)}")
    return FAULTS[fault](batch, np.random.default_rng(rng))
