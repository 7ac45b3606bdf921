"""Has the data changed? Distances with thresholds that fit the sample, detectors, a monitor.

Taught on the page *Drift* of the Google chapter, :func:`profile_drift` on *Data moves* of the
first. Distances compare a reference sample with a current one, bin by bin. How large a distance
must be to mean anything depends on the sizes of the samples and on how rows cluster by user;
:func:`compare` finds out by resampling.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from pandas.api.types import is_numeric_dtype
from scipy import sparse

from dataproblems.arrays import FloatArray, IntArray, Rng
from dataproblems.contracts import chances, choice, equally_long, real, reals, whole
from dataproblems.contracts import columns as demand_columns
from dataproblems.contracts import keys as ids
from dataproblems.contracts import positions as places
from dataproblems.evidence import Estimate

Measure = Literal["psi", "js", "ks"]

FEW_VALUES = 12


class Bins:
    """Bins fixed on a reference sample; later samples are counted in the same bins.

    Numbers fall into quantile bins of the reference (infinite ones into the outermost);
    categories, and numbers of at most 12 distinct values, into a bin each. Two more bins hold
    missing values and values that the reference never had (text among numbers, too): a new
    category is often the first sign of a broken pipeline.

    Parameters
    ----------
    reference
        Shape (n,): numbers, text or categories.
    n_bins
        Number of quantile bins for numbers.

    Raises
    ------
    ValueError
        If the reference holds no value or ``n_bins`` is below 2.
    """

    def __init__(self, reference: ArrayLike, n_bins: int = 10) -> None:
        whole(n_bins, "n_bins", least=2)
        values = _column(reference).dropna()
        if values.empty:
            raise ValueError("reference must hold at least one value")
        self._edges: FloatArray | None = None
        self._known = pd.Index(pd.factorize(values, sort=True)[1])
        if is_numeric_dtype(values) and len(self._known) > FEW_VALUES:
            finite = values[np.isfinite(values)]
            self._edges = np.unique(np.quantile(finite, np.linspace(0, 1, n_bins + 1)[1:-1]))

    def __len__(self) -> int:
        known = len(self._known) if self._edges is None else len(self._edges) + 1
        return known + 2

    def codes(self, values: ArrayLike) -> IntArray:
        """Return each value's bin: the last two are for unknown values and missing ones."""
        v = _column(values)
        if self._edges is None:
            code = self._known.get_indexer(pd.Index(v))
            code = np.where(code < 0, len(self) - 2, code)
        else:
            x = pd.to_numeric(v, errors="coerce").to_numpy(dtype=float)
            code = np.searchsorted(self._edges, x, side="right")
            code = np.where(np.isnan(x), len(self) - 2, code)
        return np.where(v.isna(), len(self) - 1, code)

    @property
    def ordered(self) -> bool:
        """Whether these are quantile bins of numbers, and not a bin for each category."""
        return self._edges is not None

    def counts(self, values: ArrayLike) -> FloatArray:
        """Count values by bin; shape (len(self),)."""
        return np.bincount(self.codes(values), minlength=len(self)).astype(float)


def psi(reference: ArrayLike, current: ArrayLike, eps: float = 1e-4) -> Any:
    """Return the population stability index between counts by bin (Siddiqi, 2006).

    The sum of (q - p) ln(q / p) over the bins. An empty bin makes it infinite, so shares below
    ``eps`` are raised to it, and the result then depends on ``eps``: state it.

    Parameters
    ----------
    reference, current
        Counts or shares, shape (..., n_bins).
    eps
        Least share of a bin.

    Returns
    -------
    float or numpy.ndarray
        Shape (...): 0 if the shares are equal. In nats.

    Raises
    ------
    ValueError
        If shapes disagree, a sample is empty, a count negative or ``eps`` not positive.
    """
    real(eps, "eps", above=0)
    p, q = _shares(reference, current)
    p, q = np.maximum(p, eps), np.maximum(q, eps)
    return ((q - p) * np.log(q / p)).sum(axis=-1)


def jensen_shannon(reference: ArrayLike, current: ArrayLike) -> Any:
    """Return the Jensen-Shannon divergence between counts by bin, in bits (Lin, 1991).

    Between 0 (equal) and 1 (nothing in common); empty bins do no harm. Parameters, shapes and
    errors are those of :func:`psi`, without ``eps``. Its square root is a metric.
    """
    p, q = _shares(reference, current)
    mean = (p + q) / 2
    bits = _entropy(mean) - (_entropy(p) + _entropy(q)) / 2
    return np.maximum(bits, 0)


def kolmogorov_smirnov(reference: ArrayLike, current: ArrayLike) -> Any:
    """Return the largest difference of the cumulative shares of ordered bins, between 0 and 1.

    Parameters, shapes and errors are those of :func:`psi`, without ``eps``.
    """
    p, q = _shares(reference, current)
    return np.abs(p.cumsum(axis=-1) - q.cumsum(axis=-1)).max(axis=-1)


MEASURES = {"psi": psi, "js": jensen_shannon, "ks": kolmogorov_smirnov}


class Comparison(NamedTuple):
    """A distance and what it would be without any drift.

    Attributes
    ----------
    statistic
        The measured distance.
    threshold
        What it exceeds with chance ``alpha`` if nothing has changed.
    p_value
        Share of the draws without drift that were as large, (1 + k) / (1 + draws).
    """

    statistic: float
    threshold: float
    p_value: float


def compare(
    reference: ArrayLike,
    current: ArrayLike,
    *,
    reference_users: ArrayLike | None = None,
    current_users: ArrayLike | None = None,
    measure: Measure = "js",
    n_bins: int = 10,
    alpha: float = 0.05,
    draws: int = 1000,
    rng: Rng = 0,
) -> Comparison:
    """Measure the distance of two samples and how large it gets without drift.

    The null is drawn from the reference: two samples of the sizes at hand. Categories are dealt
    anew to both samples instead (a permutation test): among many levels each sample has some that
    the other lacks, without any drift. If users are given, whole users are drawn, since rows of
    one user resemble each other and there is less information in them than their number suggests.
    A user drawn for the current sample brings as many rows as a current user has: few rows per
    user vary more than many, without any drift.

    Parameters
    ----------
    reference, current
        Shape (n,) and (m,): values of one column.
    reference_users, current_users
        Who each row belongs to; give both or neither.
    measure
        ``"psi"``, ``"js"`` or ``"ks"``.
    n_bins
        Number of quantile bins for numbers.
    alpha
        Wanted share of false alarms.
    draws, rng
        Number of draws without drift, and their seed.

    Raises
    ------
    ValueError
        If only one side's users are given or a user is missing, shapes disagree, a sample is
        empty, the measure is unknown, or users are given for categories of so many levels that a
        new sample brings new ones: group the rare levels first.
    """
    real(alpha, "alpha", above=0, within=(0, 1))
    whole(draws, "draws", least=1)
    choice(measure, "measure", tuple(MEASURES))
    if (reference_users is None) != (current_users is None):
        raise ValueError("give the users of both samples, or of neither")
    bins = Bins(reference, n_bins)
    code, now = bins.codes(reference), bins.codes(current)
    distance = MEASURES[measure]
    dealt = reference_users is None and not bins.ordered
    if dealt:
        both = pd.concat([_column(reference), _column(current)], ignore_index=True)
        joint = pd.factorize(both.astype(object), sort=True, use_na_sentinel=True)[0]
        joint = np.where(joint < 0, joint.max() + 1, joint)
        code, now = joint[: len(code)], joint[len(code) :]
    n_codes = int(max(code.max(), now.max(initial=0))) + 1 if dealt else len(bins)
    counts = [np.bincount(c, minlength=n_codes).astype(float) for c in (code, now)]
    if dealt:
        pooled = (counts[0] + counts[1]).astype(np.int64)
        generator = np.random.default_rng(rng)
        first = generator.multivariate_hypergeometric(
            pooled, len(code), size=draws, method="marginals"
        )
        drawn = [first.astype(float), (pooled - first).astype(float)]
    elif reference_users is None or current_users is None:
        share = counts[0] / counts[0].sum()
        generator = np.random.default_rng(rng)
        drawn = [
            generator.multinomial(len(c), share, size=draws).astype(float) for c in (code, now)
        ]
    else:
        table = _by_user(code, reference_users, len(bins))
        if not bins.ordered:
            _refuse_many_levels(table)
        times, generator = _redrawn(len(table), draws, rng)
        rows_per_user = _by_user(now, current_users, len(bins)).sum(axis=1).astype(np.intp)
        drawn = [
            times @ table,
            _like_users(code, reference_users, rows_per_user, draws, generator, len(bins)),
        ]
    null = distance(drawn[0], drawn[1])
    statistic = float(distance(counts[0], counts[1]))
    p_value = (1 + int((null >= statistic).sum())) / (1 + draws)
    return Comparison(statistic, float(np.quantile(null, 1 - alpha)), p_value)


def _redrawn(n: int, draws: int, rng: Rng) -> tuple[IntArray, np.random.Generator]:
    """Return how often each draw takes each of n users, and the generator for what follows."""
    if isinstance(rng, int):  # the same for every batch that is compared with one reference
        times, generator = _redrawn_by_seed(n, draws, rng)
        return times, deepcopy(generator)
    generator = np.random.default_rng(rng)
    return generator.multinomial(n, np.full(n, 1 / n), size=draws), generator


@lru_cache(maxsize=1)
def _redrawn_by_seed(n: int, draws: int, seed: int) -> tuple[IntArray, np.random.Generator]:
    return _redrawn(n, draws, np.random.default_rng(seed))


class ProfileDrift(NamedTuple):
    """How far two groups of people are apart, beside groups that chance makes.

    Attributes
    ----------
    distance
        Jensen-Shannon distance of the groups' summed profiles, 0 to 1.
    chance
        What 95% of the random groups stay below.
    beyond
        ``distance - chance`` with its interval.
    """

    distance: float
    chance: float
    beyond: Estimate


def profile_drift(
    early: ArrayLike,
    late: ArrayLike,
    *,
    paired: bool = False,
    of: str = "users",
    draws: int = 500,
    rng: Rng = 0,
) -> ProfileDrift:
    """Compare what two groups of people do, beyond what the choice of people explains.

    Chance is drawn by permuting people between the groups, or, where each person is in both, by
    swapping persons' two halves. The interval comes from resampling people. Resampling adds noise
    to a distance that cannot be negative, so that its draws lie above the measured distance; they
    are shifted back to have their mean there.

    Parameters
    ----------
    early, late
        Shapes (n, n_categories) and (m, n_categories): counts by person and category.
    paired
        Row i of both is the same person (n = m).
    of
        What the rows are, in the plural.
    draws, rng
        Number of random groups and of resamples, and their seed.

    Raises
    ------
    ValueError
        If a group has fewer than two rows, categories disagree, a pair is incomplete, or a count
        is negative or not finite.
    """
    whole(draws, "draws", least=2)
    a, b = reals(early, "early", within=(0, np.inf)), reals(late, "late", within=(0, np.inf))
    if a.ndim != 2 or b.ndim != 2 or a.shape[1] != b.shape[1] or min(len(a), len(b)) < 2:
        raise ValueError(
            f"need two tables of at least two {of} by the same categories; "
            f"got shapes {a.shape} and {b.shape}"
        )
    if paired and len(a) != len(b):
        raise ValueError(f"paired groups have a row each of the same {of}; got {len(a)}, {len(b)}")

    rng = np.random.default_rng(rng)
    everyone, one_group = np.vstack([a, b]), np.repeat([True, False], [len(a), len(b)])
    dealt = np.empty((draws, len(a) if paired else len(everyone)))
    drawn = np.empty((draws, len(a))), np.empty((draws, len(b)))  # how often each row
    for i in range(draws):
        if paired:
            dealt[i] = rng.random((len(a), 1))[:, 0] < 0.5
            drawn[0][i] = drawn[1][i] = _drawn(len(a), rng)
        else:
            dealt[i] = rng.permutation(one_group)
            drawn[0][i], drawn[1][i] = _drawn(len(a), rng), _drawn(len(b), rng)
    rest = 1 - dealt
    if paired:
        null = np.sqrt(jensen_shannon(rest @ a + dealt @ b, dealt @ a + rest @ b))
    else:
        null = np.sqrt(jensen_shannon(dealt @ everyone, rest @ everyone))
    resampled = np.sqrt(jensen_shannon(drawn[0] @ a, drawn[1] @ b))
    measured = float(np.sqrt(jensen_shannon(a.sum(axis=0), b.sum(axis=0))))
    chance = float(np.quantile(null, 0.95))
    low, high = np.quantile(resampled - resampled.mean(), [0.025, 0.975])
    beyond = Estimate(
        measured - chance, measured - chance + float(low), measured - chance + float(high),
        len(a) if paired else len(everyone),
        f"bootstrap over {len(a) if paired else len(everyone):,} {of}", "JS distance beyond chance",
    )  # fmt: skip
    return ProfileDrift(measured, chance, beyond)


def _drawn(n: int, rng: np.random.Generator) -> IntArray:
    """Return how often each of n rows is drawn in n draws with replacement."""
    return np.bincount(rng.integers(n, size=n), minlength=n)


def null_threshold(
    share: ArrayLike,
    n_reference: int,
    n_current: int,
    *,
    measure: Measure = "psi",
    alpha: float = 0.05,
    draws: int = 2000,
    rng: Rng = 0,
) -> float:
    """Return what a distance exceeds with chance ``alpha`` though nothing has changed.

    Parameters
    ----------
    share
        Shape (n_bins,): the true shares of the bins.
    n_reference, n_current
        Sizes of the two samples, of independent rows.
    measure, alpha, draws, rng
        As in :func:`compare`.

    Raises
    ------
    ValueError
        If a sample is empty, a share negative or all zero, or the measure unknown.
    """
    whole(n_reference, "n_reference", least=1)
    whole(n_current, "n_current", least=1)
    whole(draws, "draws", least=1)
    real(alpha, "alpha", above=0, within=(0, 1))
    choice(measure, "measure", tuple(MEASURES))
    rng = np.random.default_rng(rng)
    p = reals(share, "share", shape=(None,), within=(0, np.inf))
    if not p.any():
        raise ValueError("share must hold a bin that is not empty")
    p = p / p.sum()
    null = MEASURES[measure](
        rng.multinomial(n_reference, p, size=draws), rng.multinomial(n_current, p, size=draws)
    )
    return float(np.quantile(null, 1 - alpha))


def user_level_test(
    before: ArrayLike, users_before: ArrayLike, after: ArrayLike, users_after: ArrayLike
) -> float:
    """Test for a shift with one observation a user: Kolmogorov-Smirnov on the users' means.

    A test on rows takes every row for independent, and calls a few busy users a drift.

    Parameters
    ----------
    before, after
        Values, one a row.
    users_before, users_after
        Who each row belongs to.

    Returns
    -------
    float
        The p-value. If the same users are on both sides it errs on the side of silence.

    Raises
    ------
    ValueError
        If a value or user is missing, lengths differ, or a side is empty.
    """
    from scipy import stats  # here alone: it takes a second to load

    for name, values, users in (("before", before, users_before), ("after", after, users_after)):
        x = reals(values, name, shape=(None,))
        equally_long(**{name: x, f"users_{name}": ids(users, f"users_{name}")})
        if not x.size:
            raise ValueError(f"{name} holds no values to compare")
    means = [
        pd.Series(np.asarray(values, dtype=float)).groupby(np.asarray(users)).mean()
        for values, users in ((before, users_before), (after, users_after))
    ]
    return float(stats.ks_2samp(means[0], means[1]).pvalue)


def alarms(stream: Iterable[float], detector: Any) -> IntArray:
    """Feed a stream to an online detector and return where it raised an alarm.

    Parameters
    ----------
    stream
        Values in order of time, such as a model's errors.
    detector
        :func:`adwin`, :func:`page_hinkley`, or any object with ``update(value)`` and
        ``drift_detected``, such as the detectors of ``river.drift``.

    Returns
    -------
    numpy.ndarray
        Positions in the stream, rising. At each, only values up to it had been seen.

    Raises
    ------
    ValueError
        If a value is missing or infinite: it would make the detector deaf to all later ones.
    """
    found = []
    for i, value in enumerate(stream):
        detector.update(_heard(value, f"stream[{i}]"))
        if detector.drift_detected:
            found.append(i)
    return np.array(found, dtype=np.intp)


def _heard(value: Any, name: str) -> float:
    if isinstance(value, float) and math.isfinite(value):
        return value
    return real(value, name, mend="drop it, and watch how many are missing")


class Detector:
    """A detector of ``river.drift`` that refuses what would make it deaf.

    Parameters
    ----------
    detector
        An object with ``update`` and ``drift_detected``; its other attributes can be read, too.
    """

    def __init__(self, detector: Any) -> None:
        self._detector = detector

    def __getattr__(self, name: str) -> Any:
        if name == "_detector":  # not there yet, where a copy is being made
            raise AttributeError(name)
        return getattr(self._detector, name)

    @property
    def drift_detected(self) -> bool:
        """Whether the last value raised an alarm."""
        return bool(self._detector.drift_detected)

    def update(self, value: float) -> None:
        """Take in the next value.

        Raises
        ------
        ValueError
            If it is missing or infinite.
        """
        self._detector.update(_heard(value, "value"))


def adwin(delta: float = 0.002) -> Detector:
    """Make an ADWIN detector (Bifet & Gavalda, 2007): two windows whose means differ.

    Parameters
    ----------
    delta
        Confidence, between 0 and 1: smaller means fewer false alarms and longer delays.

    Raises
    ------
    ValueError
        If ``delta`` does not lie between 0 and 1.
    """
    if real(delta, "delta", above=0, within=(0, 1)) == 1:
        raise ValueError("delta must lie below 1")
    from river import drift  # here alone: what an exercise needs of this module goes without it

    return Detector(drift.ADWIN(delta=delta))  # type: ignore[no-untyped-call]  # compiled


def page_hinkley(allowance: float = 0.005, threshold: float = 50.0) -> Detector:
    """Make a Page-Hinkley detector (Page, 1954): the mean's deviations, added up.

    Parameters
    ----------
    allowance
        Change of the mean that is not worth an alarm, in units of the stream.
    threshold
        Sum of deviations at which to raise the alarm.

    Raises
    ------
    ValueError
        If ``allowance`` is negative or ``threshold`` not positive.
    """
    real(allowance, "allowance", within=(0, np.inf))
    real(threshold, "threshold", above=0)
    from river import drift  # as in `adwin`

    return Detector(drift.PageHinkley(delta=allowance, threshold=threshold))


class Detection(NamedTuple):
    """How a detector did on a stream whose change is known.

    Attributes
    ----------
    delay
        Values between the change and the first alarm after it; infinite if there was none.
    false_alarms
        Alarms before the change.
    """

    delay: float
    false_alarms: int


def detection(positions: ArrayLike, change: int) -> Detection:
    """Judge alarms against the known position of the change (the first changed value).

    Raises
    ------
    ValueError
        If a position is not a whole number from 0 on.
    """
    whole(change, "change")
    at = np.sort(places(positions, "positions", np.inf))
    after = at[at >= change]
    return Detection(float(after[0] - change) if len(after) else np.inf, int((at < change).sum()))


class Monitor:
    """Watch columns of a table batch by batch, and say what changed, when, and how sure.

    Parameters
    ----------
    reference
        A period in which all was well.
    columns
        Columns to watch.
    user
        Column that says who a row belongs to; thresholds then allow for clustering.
    measure, n_bins, rng
        As in :func:`compare`.
    alpha
        Chance of any false alarm in one batch, over all columns together (Holm's correction).
    draws
        As in :func:`compare`; by default as many as the correction needs, 1000 at least.

    Raises
    ------
    ValueError
        If a column is missing, or there are so few draws that the least p-value, corrected for the
        number of columns, stays above ``alpha``: such a monitor could never raise an alarm.
    """

    def __init__(
        self,
        reference: pd.DataFrame,
        columns: Sequence[str],
        user: str | None = None,
        *,
        measure: Measure = "js",
        alpha: float = 0.01,
        n_bins: int = 10,
        draws: int | None = None,
        rng: Rng = 0,
    ) -> None:
        demand_columns(reference, "reference", (*columns, *([user] if user else [])))
        if not len(columns):
            raise ValueError("columns must name what to watch")
        real(alpha, "alpha", above=0, within=(0, 1))
        fewest = math.ceil(len(columns) / alpha) - 1
        draws = max(1000, 2 * fewest) if draws is None else whole(draws, "draws", least=1)
        if draws < fewest:
            raise ValueError(
                f"draws must be {fewest} or more: with {len(columns)} columns and alpha={alpha:g} "
                f"no p-value of {draws} draws is small enough for an alarm"
            )
        self._reference, self._columns, self._user = reference, list(columns), user
        self._alpha = alpha
        self._settings: dict[str, Any] = {
            "measure": measure, "n_bins": n_bins, "draws": draws, "rng": rng
        }  # fmt: skip

    def check(self, batch: pd.DataFrame) -> pd.DataFrame:
        """Compare one batch with the reference.

        Returns
        -------
        pandas.DataFrame
            One row per column: ``column``, ``statistic``, ``threshold`` (for this column alone),
            ``p_value`` (corrected for the number of columns), ``units`` (how many users the
            batch holds, or rows where no user column was named) and ``alarm``.

        Raises
        ------
        ValueError
            If a column is missing or the batch is empty: that is an outage, and no drift.
        """
        demand_columns(batch, "batch", (*self._columns, *([self._user] if self._user else [])))
        if batch.empty:
            raise ValueError("batch holds no rows to compare")
        rows = [
            {"column": column, **self._compare(column, batch)._asdict()} for column in self._columns
        ]
        report = pd.DataFrame(rows)
        report["p_value"] = _holm(report["p_value"].to_numpy())
        report["units"] = batch[self._user].nunique() if self._user else len(batch)
        return report.assign(alarm=report["p_value"] <= self._alpha)

    def watch(self, batches: Mapping[Any, pd.DataFrame]) -> pd.DataFrame:
        """Check batches in order; returns the reports with the batch's key as ``when``."""
        reports = [self.check(batch).assign(when=when) for when, batch in batches.items()]
        return pd.concat(reports, ignore_index=True)

    def _compare(self, column: str, batch: pd.DataFrame) -> Comparison:
        users: tuple[ArrayLike | None, ArrayLike | None] = (None, None)
        if self._user:
            users = (self._reference[self._user], batch[self._user])
        return compare(
            self._reference[column],
            batch[column],
            reference_users=users[0],
            current_users=users[1],
            alpha=self._alpha,
            **self._settings,
        )


def changes(report: pd.DataFrame, confirm: int = 2) -> pd.DataFrame:
    """Summarise a monitor's report: the first lasting alarm of every column.

    Parameters
    ----------
    report
        From :meth:`Monitor.watch`.
    confirm
        Batches in a row that must raise the alarm; the change is dated to the first of them.

    Returns
    -------
    pandas.DataFrame
        One row per changed column, by time: ``column``, ``since``, ``statistic``, ``p_value``.

    Raises
    ------
    ValueError
        If ``confirm`` is below 1 or a column is missing.
    """
    whole(confirm, "confirm", least=1)
    demand_columns(report, "report", ("column", "when", "statistic", "p_value", "alarm"))
    chances(report["alarm"], "report: alarm")
    rows = []
    for column, history in report.groupby("column", sort=False):
        run = history["alarm"].astype(int).rolling(confirm).sum() == confirm
        if run.any():
            first = history.iloc[int(run.to_numpy().argmax()) - confirm + 1]
            rows.append((column, first["when"], first["statistic"], first["p_value"]))
    found = pd.DataFrame(rows, columns=["column", "since", "statistic", "p_value"])
    return found.sort_values("since", kind="stable", ignore_index=True)


def decayed_counts(
    keys: ArrayLike, age: ArrayLike, half_life: float, weights: ArrayLike | None = None
) -> "pd.Series[float]":
    """Count events by key so that an event ``half_life`` old counts one half.

    Parameters
    ----------
    keys
        Shape (n,): what to count by.
    age
        Shape (n,): how long ago each event was, at least 0, in the unit of ``half_life``.
    half_life
        Age at which an event counts one half; infinite for a plain count.
    weights
        Shape (n,): what each event counts when fresh; by default 1.

    Raises
    ------
    ValueError
        If a key, an age or a weight is missing, an age is negative (an event from the future),
        lengths differ, or ``half_life`` is not positive.
    """
    what = ids(keys, "keys")
    a = reals(age, "age", shape=(None,), within=(0, np.inf), mend="a negative age is the future")
    real(half_life, "half_life", above=0, infinite=True)
    fresh = np.ones(len(a)) if weights is None else reals(weights, "weights", shape=a.shape)
    equally_long(keys=what, age=a)
    decayed = pd.Series(fresh * 0.5 ** (a / half_life))
    return decayed.groupby(what.to_numpy()).sum()


def _shares(reference: ArrayLike, current: ArrayLike) -> tuple[FloatArray, FloatArray]:
    p = reals(reference, "reference", within=(0, np.inf))
    q = reals(current, "current", within=(0, np.inf))
    if p.shape[-1:] != q.shape[-1:] or p.ndim == 0:
        raise ValueError(
            f"reference and current need the same bins; got shapes {p.shape} and {q.shape}"
        )
    total = p.sum(axis=-1, keepdims=True), q.sum(axis=-1, keepdims=True)
    for name, counted in zip(("reference", "current"), total, strict=True):
        if not (counted > 0).all():
            raise ValueError(f"{name} must not be empty: nothing is counted in any bin")
    return p / total[0], q / total[1]


def _entropy(p: FloatArray) -> FloatArray:
    logs = np.log2(p, out=np.zeros_like(p), where=p > 0)
    return np.asarray(-(p * logs).sum(axis=-1))


MOST_UNSEEN = 0.1
"""Share of rows with a level that one user alone has, about what a new sample brings anew."""

FEW_LEVELS = 30
"""Fewer levels of one user each are no reason to refuse; the test then errs towards silence."""


def _refuse_many_levels(table: FloatArray) -> None:
    alone = (table > 0).sum(axis=0) == 1
    unseen = table[:, alone].sum() / table.sum()
    if alone.sum() > FEW_LEVELS and unseen > MOST_UNSEEN:
        raise ValueError(
            f"reference has {int(alone.sum())} levels ({unseen:.0%} of the rows) of one user each: "
            "a new sample would bring others without any drift; group the rare levels"
        )


def _column(values: ArrayLike) -> "pd.Series[Any]":
    """One column, its missing values None or NaN, numbers of any type as floats."""
    if np.ndim(values) != 1:
        raise ValueError(f"values must be one column; got an array of {np.ndim(values)} dimensions")
    v = pd.Series(values).reset_index(drop=True)
    v = v.infer_objects() if v.dtype == object else v
    if is_numeric_dtype(v):
        return pd.Series(reals(v, "values", missing=True, infinite=True))
    return v.astype(object).where(v.notna(), None)


def _by_user(code: IntArray, users: ArrayLike, n_bins: int) -> FloatArray:
    user, who = pd.factorize(ids(users, "users").to_numpy(), sort=True)
    if len(user) != len(code):
        raise ValueError(f"{len(code)} values need as many users; got {len(user)}")
    cell = np.bincount(user * n_bins + code, minlength=len(who) * n_bins)
    return cell.reshape(len(who), n_bins).astype(float)


def _like_users(
    code: IntArray,
    users: ArrayLike,
    sizes: IntArray,
    draws: int,
    rng: np.random.Generator,
    n_bins: int,
) -> FloatArray:
    """Count by bin, in each draw, what random users say in as many rows as ``sizes`` lists.

    The rows of every user are put in random order, twice in a row; a drawn user brings a run of
    them from a random place on. Who has fewer rows than wanted brings all of them, repeatedly.
    """
    who, user = np.unique(np.asarray(users), return_inverse=True)
    order = np.lexsort((rng.random(len(code)), user))
    rows = np.bincount(user)
    start = 2 * (np.cumsum(rows) - rows)
    twice = np.repeat(start, rows) + np.arange(len(code)) - np.repeat(start // 2, rows)
    one_hot = np.zeros((2 * len(code) + 1, n_bins))
    for copy in (twice, twice + np.repeat(rows, rows)):
        one_hot[copy + 1, code[order]] = 1
    up_to = one_hot.cumsum(axis=0)
    drawn = np.empty((draws, n_bins))
    at_once = max(1, 20_000 // len(sizes))  # draws whose tables fit into the processor's cache
    for i in range(0, draws, at_once):
        chosen = rng.integers(len(who), size=(min(at_once, draws - i), len(sizes)))
        whole, rest = np.divmod(sizes, rows[chosen])
        begin = start[chosen] + rng.integers(rows[chosen])
        # A run's counts are those up to its end less those up to its beginning.
        ends = [(begin + rest, np.ones_like(whole)), (begin, -np.ones_like(whole))]
        if whole.any():
            ends += [(start[chosen] + rows[chosen], whole), (start[chosen], -whole)]
        at, times = (np.hstack(part) for part in zip(*ends, strict=True))
        each = np.arange(0, at.size + 1, at.shape[1])
        shape = (len(chosen), len(up_to))
        summed = sparse.csr_array((times.ravel().astype(float), at.ravel(), each), shape=shape)
        drawn[i : i + at_once] = summed @ up_to
    return drawn


def _holm(p: FloatArray) -> FloatArray:
    order = np.argsort(p)
    scaled = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    corrected = np.empty_like(p)
    corrected[order] = np.minimum(scaled, 1)
    return corrected
