"""A parcel carrier that wants to know, when it accepts a parcel, whether it will be claimed.

The world knows which parcels are really lost or damaged. What it hands out is what a new
colleague would find: deliveries of rows from several sources with the faults of a life in
operation. Each fault can be mended by itself (:meth:`Faults.mended`), so that its price is
known. Used by the exercise set *data-strategy*. All parameters are assumptions, made to be varied;
none is estimated from a real carrier.
"""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit

from dataproblems.arrays import FloatArray, IntArray, Rng
from dataproblems.contracts import amounts, fractions, real, sizes

Times: TypeAlias = "pd.Series[pd.Timestamp]"

SOURCES = ("app", "counter", "freight", "locker", "partner")
START = pd.Timestamp("2024-01-01")
CLAIM_DAYS = 40
"""A claim must arrive within so many days of the parcel's acceptance; later ones are refused."""

FEATURES = ("weight", "distance", "value", "fragile", "earlier_claims", "contacts", "rebookings")
COUNTERS = ("contacts", "rebookings")
"""The features that go on counting after the parcel was accepted."""

SHARES = (0.24, 0.2, 0.12, 0.22, 0.22)
"""Each source's share of the parcels."""

HEAVY = "freight"
"""The source whose parcels really are heavier, which is an oddity and no fault."""

BASE, RISKIER = -5.2, 0.3
PER_UNIT = {
    "weight": 1.0,
    "distance": 0.8,
    "value": 1.2,
    "fragile": 1.2,
    "contacts": 0.4,
    "rebookings": 0.3,
    "care": 0.7,
}
"""What a unit adds to the log-odds of a claim, which start at ``BASE`` (a unit of the logarithm of
weight, distance and value; ``care`` is the sender's carelessness). Of freight's extra log weight a
share of ``RISKIER`` counts: it is packed better."""


@dataclass(frozen=True)
class Unit:
    """From midnight of ``day`` (0 is the first) on, ``source`` sends ``column`` times 1000."""

    source: str
    column: str
    day: int


@dataclass(frozen=True)
class Faults:
    """What is wrong with the data; the empty value of a fault means that it is absent.

    Attributes
    ----------
    repeated
        The source that sends each row again, now and then, until it is acknowledged.
    unit
        The source, the column (``"weight"`` or ``"distance"``) and the day from which on it
        sends grams or metres.
    mislabelled
        The source whose clerks record claims wrongly.
    leaks
        Those of ``COUNTERS`` that the table shows as they stand today. The others are
        shown as they stood when the parcel was accepted.
    undeclared
        Whether senders leave ``value`` out, the more often the more valuable the parcel is.

    Raises
    ------
    ValueError
        If a source or column does not exist.
    """

    repeated: str = "app"
    unit: Unit | None = field(default_factory=lambda: Unit("locker", "weight", 95))
    mislabelled: str = "partner"
    leaks: tuple[str, ...] = ("contacts",)
    undeclared: bool = True

    def __post_init__(self) -> None:
        named = [s for s in (self.repeated, self.mislabelled, self.unit and self.unit.source) if s]
        if unknown := [s for s in named if s not in SOURCES]:
            raise ValueError(f"there is no source {unknown[0]!r}; choose from {', '.join(SOURCES)}")
        if unknown := [c for c in self.leaks if c not in COUNTERS]:
            raise ValueError(f"{unknown[0]!r} does not go on counting; {', '.join(COUNTERS)} do")
        if self.unit and self.unit.column not in ("weight", "distance"):
            raise ValueError(f"weight or distance change their unit, not {self.unit.column!r}")

    @classmethod
    def none(cls) -> "Faults":
        """Return a world without any fault."""
        return cls("", None, "", (), undeclared=False)

    def mended(self, *names: str) -> "Faults":
        """Return these faults without the named ones; a name that is no fault changes nothing."""
        clean = vars(Faults.none())
        return replace(self, **{name: clean[name] for name in names if name in clean})


@dataclass(frozen=True)
class ParcelSettings:
    """Size of the world and doses of its faults.

    Attributes
    ----------
    parcels
        Parcels accepted until *now*.
    senders
        How many senders they come from.
    days
        Within how many days they were accepted.
    new
        Parcels accepted in the 30 days after *now*.
    heavy
        How many times as heavy a typical freight parcel is as any other; it really is.
    copies
        Mean number of repetitions of a row of the repeating source (geometric).
    wrong
        Share of the labels that the mislabelling source records wrongly.
    slips
        Share of the labels that each other source records wrongly.
    checks
        Parcels of each source whose label an auditor has put right.
    corrections
        Share of the ordinary values that a clerk enters again (unchanged) some days later.
    withheld
        What a unit of log value adds to the log-odds that the value is not declared; at 120 EUR
        half of the parcels are without.
    """

    parcels: int = 8000
    senders: int = 800
    days: int = 180
    new: int = 6000
    heavy: float = 60.0
    copies: float = 2.0
    wrong: float = 0.2
    slips: float = 0.005
    checks: int = 60
    corrections: float = 0.02
    withheld: float = 1.5


@dataclass(frozen=True)
class World:
    """What is found on the day ``now``, and what nobody can know yet.

    Attributes
    ----------
    log
        One row a delivery, in order of ``arrived_at``: ``parcel_id``, ``arrived_at``,
        ``source``, ``sender``, ``accepted_at``, the ``FEATURES`` (``weight`` in kg,
        ``distance`` in km, ``value`` in EUR or NaN, ``fragile`` 0 or 1, and counts) and
        ``claim`` (1 if a claim has arrived by now, else 0).
    writes
        One row for each time that a value was written: ``parcel_id``, ``column``,
        ``written_at``.
    checked
        The audit: ``parcel_id``, ``source``, ``recorded`` and ``true`` label, of parcels whose
        time for claims is over.
    new
        Parcels to be judged on acceptance: as ``log``, without ``arrived_at`` and ``claim``.
        They come from the same sources in the same units.
    truth
        Shape (len(new),): 1 if the parcel will rightly be claimed.
    now
        The time at which the data was drawn.
    faults
        What is wrong.
    """

    log: pd.DataFrame
    writes: pd.DataFrame
    checked: pd.DataFrame
    new: pd.DataFrame
    truth: IntArray
    now: pd.Timestamp
    faults: Faults


def simulate_parcels(
    rng: Rng, faults: Faults | None = None, settings: ParcelSettings | None = None
) -> World:
    """Draw a world. With the same seed, worlds differ by their faults alone.

    Raises
    ------
    ValueError
        If a size or dose is out of range.

    Examples
    --------
    >>> world = simulate_parcels(0)
    >>> len(world.log) > world.log["parcel_id"].nunique()
    True
    """
    faults, s = faults or Faults(), settings or ParcelSettings()
    _demand_sizes(s)
    now = START + pd.Timedelta(days=s.days)
    stages = iter(np.random.default_rng(rng).spawn(12))
    rng = next(stages)
    senders = pd.DataFrame(
        {"care": rng.normal(size=s.senders), "zeal": rng.pareto(1.5, s.senders) + 0.2}
    )
    old = _parcels(next(stages), s, senders, START, s.days, s.parcels)
    new = _parcels(next(stages), s, senders, now, 30, s.new)
    ids = 10_000 + next(stages).permutation(s.parcels + s.new)
    old["parcel_id"], new["parcel_id"] = ids[: s.parcels], ids[s.parcels :]
    for parcels in (old, new):
        _withhold(next(stages), s, faults, parcels)
        _change_unit(faults, parcels)

    trouble = old["accepted_at"] + _days(next(stages).beta(2, 4, s.parcels) * CLAIM_DAYS)
    happened = (trouble <= now).to_numpy()
    old["claim"] = _record(next(stages), s, faults, old) * happened
    checked = _check(next(stages), s, old, now)
    writes = _writes(next(stages), s, faults, old, trouble, now)
    for column in faults.leaks:
        old[column] += old["later_" + column] * happened
    log = _deliver(next(stages), s, faults, old, now)
    known = ["parcel_id", "source", "sender", "accepted_at", *FEATURES]
    log = log[["parcel_id", "arrived_at", *known[1:], "claim"]]
    return World(log, writes, checked, new[known], new["truth"].to_numpy(), now, faults)


def _demand_sizes(s: ParcelSettings) -> None:
    sizes(parcels=s.parcels, senders=s.senders, days=s.days, new=s.new, checks=s.checks)
    fractions(wrong=s.wrong, slips=s.slips, corrections=s.corrections)
    amounts(copies=s.copies)
    real(s.heavy, "heavy", above=0)
    real(s.withheld, "withheld")


def _parcels(
    rng: np.random.Generator,
    s: ParcelSettings,
    senders: pd.DataFrame,
    start: pd.Timestamp,
    days: int,
    n: int,
) -> pd.DataFrame:
    """Draw parcels and their fate, in order of acceptance, without any fault."""
    sender = rng.choice(len(senders), n, p=senders["zeal"] / senders["zeal"].sum())
    care = senders["care"].to_numpy()[sender]
    source = rng.choice(SOURCES, n, p=SHARES)
    freight = (source == HEAVY) * np.log(s.heavy)
    x = pd.DataFrame(
        {
            "weight": rng.normal(0, 0.8, n) + RISKIER * freight,
            "distance": rng.normal(0, 0.6, n),
            "value": rng.normal(0, 1, n),
            "fragile": (rng.random(n) < 0.2).astype(int),
            "contacts": rng.poisson(0.3, n),
            "rebookings": rng.poisson(0.3, n),
            "care": care,
        }
    )
    odds = BASE + x[list(PER_UNIT)] @ np.array(list(PER_UNIT.values()))
    truth = (rng.random(n) < expit(odds)).astype(int)
    later = rng.poisson(np.where(truth == 1, 2.5, 0.15), (2, n))
    return pd.DataFrame(
        {
            "source": source,
            "sender": sender,
            "accepted_at": start.to_datetime64() + _days(np.sort(rng.random(n) * days)),
            "weight": np.exp(x["weight"] + (1 - RISKIER) * freight + np.log(2)).round(3),
            "distance": np.exp(x["distance"] + np.log(250)).round(1),
            "value": np.exp(x["value"] + np.log(60)).round(2),
            "fragile": x["fragile"],
            "earlier_claims": rng.poisson(0.4 * np.exp(care)),
            "contacts": x["contacts"],
            "rebookings": x["rebookings"],
            "truth": truth,
            "later_contacts": later[0],
            "later_rebookings": later[1],
        }
    )


def _withhold(
    rng: np.random.Generator, s: ParcelSettings, faults: Faults, parcels: pd.DataFrame
) -> None:
    chance = expit(s.withheld * np.log(parcels["value"] / 120))
    if faults.undeclared:
        parcels["value"] = parcels["value"].mask(rng.random(len(parcels)) < chance)


def _change_unit(faults: Faults, parcels: pd.DataFrame) -> None:
    if unit := faults.unit:
        since = parcels["accepted_at"] >= START + pd.Timedelta(days=unit.day)
        hit = since & (parcels["source"] == unit.source)
        parcels[unit.column] = parcels[unit.column].where(~hit, parcels[unit.column] * 1000)


def _record(
    rng: np.random.Generator, s: ParcelSettings, faults: Faults, parcels: pd.DataFrame
) -> IntArray:
    """Labels as the clerks will record them once the trouble has shown."""
    share = np.where(parcels["source"] == faults.mislabelled, s.wrong, s.slips)
    return np.asarray(parcels["truth"] ^ (rng.random(len(parcels)) < share), dtype=int)


def _check(
    rng: np.random.Generator, s: ParcelSettings, parcels: pd.DataFrame, now: pd.Timestamp
) -> pd.DataFrame:
    over = parcels[parcels["accepted_at"] + pd.Timedelta(days=CLAIM_DAYS) <= now]
    audited = over.sample(frac=1, random_state=rng).groupby("source").head(s.checks)
    return (
        audited[["parcel_id", "source", "claim", "truth"]]
        .rename(columns={"claim": "recorded", "truth": "true"})
        .reset_index(drop=True)
    )


def _writes(
    rng: np.random.Generator,
    s: ParcelSettings,
    faults: Faults,
    parcels: pd.DataFrame,
    trouble: Times,
    now: pd.Timestamp,
) -> pd.DataFrame:
    shape = (len(FEATURES), len(parcels))
    accepted = parcels["accepted_at"].to_numpy()
    entered = accepted - _days(rng.random(shape) / 144)
    again = accepted + _days(9 * rng.random(shape))
    written_again = rng.random(shape) < s.corrections
    for i, column in enumerate(FEATURES):
        if column in faults.leaks:
            again[i], written_again[i] = trouble, parcels["later_" + column] > 0
    has = parcels[list(FEATURES)].notna().to_numpy().T
    written = np.stack([has, has & written_again & (again <= now.to_datetime64())])
    row, parcel = np.nonzero(written)[1:]
    writes = pd.DataFrame(
        {
            "parcel_id": parcels["parcel_id"].to_numpy()[parcel],
            "column": np.array(FEATURES)[row],
            "written_at": np.stack([entered, again])[written],
        }
    )
    return writes.sort_values("written_at", kind="stable", ignore_index=True)


def _deliver(
    rng: np.random.Generator,
    s: ParcelSettings,
    faults: Faults,
    parcels: pd.DataFrame,
    now: pd.Timestamp,
) -> pd.DataFrame:
    copies = rng.geometric(1 / (1 + s.copies), len(parcels)) - 1
    first = parcels["accepted_at"] + _days(rng.exponential(0.001, len(parcels)))
    again = np.repeat(np.arange(len(parcels)), copies * (parcels["source"] == faults.repeated))
    later = first.to_numpy()[again] + _days(rng.exponential(0.5, len(again)))
    log = parcels.iloc[np.append(np.arange(len(parcels)), again)]
    arrived = np.minimum(np.append(first, later), now.to_datetime64())
    log = log.assign(arrived_at=arrived)
    return log.sort_values("arrived_at", kind="stable", ignore_index=True)


def _days(days: FloatArray) -> "NDArray[np.timedelta64]":
    return np.round(days * 86400e6).astype("timedelta64[us]")
