"""From clicks to relevance: which clicks were meant, who made them, and what was looked at.

Taught on the page *Noise in behaviour* of the Google chapter. All functions take the
impressions of a log with one row a shown result, as
:func:`dataproblems.simulators.search.search` returns them; none needs the truth.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from dataproblems.arrays import BoolArray, FloatArray, IntArray


def satisfied_clicks(impressions: pd.DataFrame, threshold: float = 30.0) -> BoolArray:
    """Mark the clicks after which the person stayed (Fox et al., 2005).

    Parameters
    ----------
    impressions
        With ``click`` and ``dwell`` (seconds; missing without a click).
    threshold
        Least dwell time of a satisfied click, in seconds.

    Returns
    -------
    numpy.ndarray
        Shape (n_impressions,). Where nobody clicked it is False, *not* missing: a rate of
        satisfied clicks is over all impressions.
    """
    _need(impressions, "click", "dwell")
    stayed = impressions["dwell"].to_numpy(dtype=float) >= threshold
    return np.asarray(stayed & (impressions["click"].to_numpy() == 1))


def click_signals(impressions: pd.DataFrame) -> pd.DataFrame:
    """Collect what a log says of every click, for a model of satisfaction.

    Parameters
    ----------
    impressions
        A whole log, by page and position within a session.

    Returns
    -------
    pandas.DataFrame
        One row a click, indexed like its impression: ``log_dwell`` (natural log of seconds),
        ``scroll_depth`` (0-1), ``position``, ``clicks_on_page``, ``last_on_page`` (no click
        further down), ``searched_again`` (another query followed in the session) and
        ``page_in_session`` (from 1).
    """
    _need(impressions, "session_id", "page_id", "position", "click", "dwell", "scroll_depth")
    clicked = impressions[impressions["click"] == 1]
    page = clicked.groupby("page_id")
    pages = impressions[["session_id", "page_id"]].drop_duplicates("page_id")
    number = pages.groupby("session_id").cumcount()
    length = pages.groupby("session_id")["page_id"].transform("size")
    in_session = pd.DataFrame({"number": number + 1, "followed": number + 1 < length}).set_index(
        pages["page_id"]
    )
    at = in_session.loc[clicked["page_id"]]
    return pd.DataFrame(
        {
            "log_dwell": np.log(clicked["dwell"].clip(lower=0.1)),
            "scroll_depth": clicked["scroll_depth"],
            "position": clicked["position"],
            "clicks_on_page": page["click"].transform("size"),
            "last_on_page": clicked["position"] == page["position"].transform("max"),
            "searched_again": at["followed"].to_numpy(),
            "page_in_session": at["number"].to_numpy(),
        }
    )


def user_activity(impressions: pd.DataFrame) -> pd.DataFrame:
    """Describe every user by what tells bots from people.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``user_id``: ``pages``, ``clicks``, ``clicks_per_page``, ``median_dwell``
        (seconds), ``dwell_spread`` (standard deviation of the log of dwell times; missing
        below two clicks), ``median_scroll`` (share of the clicked documents scrolled) and
        ``night_share`` (share of pages between 0 and 6 o'clock).
    """
    _need(impressions, "user_id", "page_id", "timestamp", "click", "dwell", "scroll_depth")
    pages = impressions[["user_id", "page_id", "timestamp"]].drop_duplicates("page_id")
    clicked = impressions[impressions["click"] == 1]
    by_user = clicked.assign(log_dwell=np.log(clicked["dwell"])).groupby("user_id")
    activity = pd.DataFrame(
        {
            "pages": pages.groupby("user_id").size(),
            "clicks": by_user.size(),
            "median_dwell": by_user["dwell"].median(),
            "dwell_spread": by_user["log_dwell"].std(),
            "median_scroll": by_user["scroll_depth"].median(),
            "night_share": (pages["timestamp"].dt.hour < 6).groupby(pages["user_id"]).mean(),
        }
    )
    activity["clicks"] = activity["clicks"].fillna(0).astype(int)
    activity.insert(2, "clicks_per_page", activity["clicks"] / activity["pages"])
    return activity


def flag_bots(
    activity: pd.DataFrame,
    *,
    min_clicks: int = 20,
    least_spread: float = 0.4,
    least_scroll: float = 0.15,
    night_z: float = 4.0,
) -> "pd.Series[bool]":
    """Flag users who do not read or do not sleep.

    Many clicks alone prove nothing; the most interested people click most.

    Parameters
    ----------
    activity
        From :func:`user_activity`.
    min_clicks
        Users with fewer clicks are not judged.
    least_spread
        Dwell times whose logs spread less are a machine's: people's spread by about 0.8-1.1.
    least_scroll
        A median scroll depth below it means that documents were opened, not read.
    night_z
        Standard errors by which a user's share of pages at night may exceed the median user's
        (with no fewer pages than the median); few people search around the clock.

    Returns
    -------
    pandas.Series
        True for bots, indexed by ``user_id``.
    """
    regular = activity["dwell_spread"] < least_spread
    unread = activity["median_scroll"] < least_scroll
    busy = activity["pages"] >= activity["pages"].median()
    usual = activity.loc[busy, "night_share"].median()
    error = np.sqrt(usual * (1 - usual) / activity["pages"])
    sleepless = busy & (activity["night_share"] > usual + night_z * error)
    flagged = (activity["clicks"] >= min_clicks) & (regular | unread | sleepless)
    return pd.Series(flagged, name="is_bot")


class Tally(NamedTuple):
    """How often every document was shown and clicked at every position.

    Attributes
    ----------
    doc_id
        Shape (n_docs,): the documents that were shown, sorted.
    shown, clicked
        Shape (n_docs, n_positions): counts.
    """

    doc_id: IntArray
    shown: FloatArray
    clicked: FloatArray


def tally(impressions: pd.DataFrame, clicked: ArrayLike | None = None) -> Tally:
    """Count showings and clicks by document and position.

    Position-based models need no more of a log than this table.

    Parameters
    ----------
    impressions
        With ``doc_id``, ``position`` (from 1) and ``click``.
    clicked
        Shape (n_impressions,): what to count as a click, such as :func:`satisfied_clicks`;
        by default ``click``.

    Raises
    ------
    ValueError
        If a column is missing, shapes disagree or a position is below 1.
    """
    _need(impressions, "doc_id", "position", "click")
    click = np.asarray(impressions["click"] if clicked is None else clicked, dtype=float)
    if click.shape != (len(impressions),):
        raise ValueError(f"clicked needs shape ({len(impressions)},); got {click.shape}")
    position = impressions["position"].to_numpy() - 1
    if len(position) == 0 or position.min() < 0:
        raise ValueError("positions count from 1, and there must be at least one impression")
    doc, doc_id = pd.factorize(impressions["doc_id"].to_numpy(), sort=True)
    shape = (len(doc_id), int(position.max()) + 1)
    cell, size = doc * shape[1] + position, shape[0] * shape[1]
    shown = np.bincount(cell, minlength=size).astype(float)
    clicks = np.bincount(cell, click, minlength=size).astype(float)
    return Tally(doc_id, shown.reshape(shape), clicks.reshape(shape))


def examination_from_shuffles(
    impressions: pd.DataFrame, clicked: ArrayLike | None = None
) -> FloatArray:
    """Read the examination curve off pages in random order (Joachims et al., 2017).

    On these pages every place shows the same mix of documents, so click-through rates differ
    by examination alone.

    Parameters
    ----------
    impressions
        With ``shuffled``, ``position`` and ``click``.
    clicked
        What to count as a click, as in :func:`tally`.

    Returns
    -------
    numpy.ndarray
        Shape (n_positions,): examination relative to the first position, which is 1.

    Raises
    ------
    ValueError
        If no page was shuffled or the first position got no click on those pages.
    """
    _need(impressions, "shuffled")
    random_order = impressions["shuffled"].to_numpy()
    if not random_order.any():
        raise ValueError("no page was shuffled; fit a position_based_model instead")
    click = np.asarray(impressions["click"] if clicked is None else clicked)
    counts = tally(impressions[random_order], click[random_order])
    rate = counts.clicked.sum(axis=0) / counts.shown.sum(axis=0)
    if rate[0] == 0:
        raise ValueError("nobody clicked the first place of a shuffled page: too few pages")
    return np.asarray(rate / rate[0])


class PositionModel(NamedTuple):
    """A fitted position-based model: click chance = examination x attraction.

    Attributes
    ----------
    examination
        Shape (n_positions,); the first is 1, as only the product is identified.
    attraction
        Indexed by ``doc_id``: chance of a click once looked at.
    log_likelihood
        Of the log and the prior after every iteration, in nats an impression; it never falls.
    """

    examination: FloatArray
    attraction: "pd.Series[float]"
    log_likelihood: FloatArray


def position_based_model(
    impressions: pd.DataFrame,
    clicked: ArrayLike | None = None,
    *,
    iterations: int = 5000,
    tolerance: float = 1e-8,
    prior: float = 0.0,
) -> PositionModel:
    """Fit examination and attraction together by expectation maximisation.

    After Wang et al. (2018), on counts by document and position. It needs documents that were
    shown at several positions: one that always stood third cannot tell a bad place from a bad
    document.

    Parameters
    ----------
    impressions
        With ``doc_id``, ``position`` and ``click``.
    clicked
        What to count as a click, as in :func:`tally`.
    iterations, tolerance
        Rounds at most, and the gain of log-likelihood an impression below which to stop. The
        curve converges slowly where documents hardly change places: stop late.
    prior
        Pseudo-observations of every document's attraction at the average click rate; 0 for
        plain maximum likelihood.

    Raises
    ------
    ValueError
        If there are no clicks, or ``iterations`` is below 1.
    """
    counts = tally(impressions, clicked)
    shown, hit = counts.shown, counts.clicked
    if iterations < 1 or hit.sum() == 0:
        raise ValueError("the model needs at least one iteration and one click")
    missed = shown - hit
    by_doc, by_position = shown.sum(axis=1), shown.sum(axis=0)
    examination = np.full(shown.shape[1], 0.5)  # at 1 every miss is the document's: a fixed point
    mean_attraction = hit.sum() / by_doc.sum()
    attraction = np.full(len(shown), mean_attraction)
    history: list[float] = []
    for _ in range(iterations):
        both = np.outer(attraction, examination)
        unseen = np.maximum(1 - both, 1e-12)
        looked = hit + missed * examination * (1 - attraction[:, None]) / unseen
        attracted = hit + missed * attraction[:, None] * (1 - examination) / unseen
        examination = looked.sum(axis=0) / by_position
        attraction = (attracted.sum(axis=1) + prior * mean_attraction) / (by_doc + prior)
        both = np.clip(np.outer(attraction, examination), 1e-12, 1 - 1e-12)
        fit = (hit * np.log(both) + missed * np.log1p(-both)).sum()
        kept = np.clip(attraction, 1e-12, 1 - 1e-12)
        pull = mean_attraction * np.log(kept) + (1 - mean_attraction) * np.log1p(-kept)
        history.append(float((fit + prior * pull.sum()) / shown.sum()))
        if len(history) > 1 and history[-1] - history[-2] < tolerance:
            break
    scale = examination[0]
    found = pd.Series(attraction * scale, pd.Index(counts.doc_id, name="doc_id"), name="attraction")
    return PositionModel(examination / scale, found, np.array(history))


def click_rates(impressions: pd.DataFrame, clicked: ArrayLike | None = None) -> "pd.Series[float]":
    """Return every document's clicks divided by its showings, indexed by ``doc_id``.

    The naive estimate: position and relevance in one number.
    """
    counts = tally(impressions, clicked)
    rate = counts.clicked.sum(axis=1) / counts.shown.sum(axis=1)
    return pd.Series(rate, pd.Index(counts.doc_id, name="doc_id"), name="relevance")


def weighted_relevance(
    impressions: pd.DataFrame,
    examination: ArrayLike,
    clicked: ArrayLike | None = None,
    *,
    clip: float = 0.0,
) -> pd.DataFrame:
    """Estimate relevance by inverse-propensity weighting (Joachims et al., 2017).

    A click at a place that one person in ten looks at counts ten times: unbiased if the curve
    is right, and noisy. Clipping bounds the weights: a little bias for much less noise.

    Parameters
    ----------
    impressions
        With ``doc_id``, ``position`` and ``click``.
    examination
        Shape (n_positions,): chance of examination, or its ratio to the first position.
    clicked
        What to count as a click, as in :func:`tally`.
    clip
        Examination below it is raised to it; 0 for none.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``doc_id``: ``relevance`` (weighted clicks divided by showings),
        ``ratio`` (clicks divided by expected examinations: the weighted average with the least
        variance), ``shown``, and ``effective_n`` (Kish's effective number of showings,
        (sum w)^2 / sum w^2).

    Raises
    ------
    ValueError
        If the curve is shorter than the page or not positive, or ``clip`` is not in [0, 1].
    """
    counts = tally(impressions, clicked)
    curve = np.asarray(examination, dtype=float)
    n_positions = counts.shown.shape[1]
    if not 0 <= clip <= 1:
        raise ValueError(f"clip must lie in [0, 1]; got {clip}")
    if curve.ndim != 1 or len(curve) < n_positions or not (curve[:n_positions] > 0).all():
        raise ValueError(f"examination needs a positive chance for each of {n_positions} positions")
    curve = np.maximum(curve[:n_positions], clip)
    shown = counts.shown.sum(axis=1)
    return pd.DataFrame(
        {
            "relevance": counts.clicked @ (1 / curve) / shown,
            "ratio": counts.clicked.sum(axis=1) / (counts.shown @ curve),
            "shown": shown.astype(int),
            "effective_n": (counts.shown @ (1 / curve)) ** 2 / (counts.shown @ curve**-2.0),
        },
        index=pd.Index(counts.doc_id, name="doc_id"),
    )


def rows_to_tell(rate: float, difference: float, power: float = 0.8, alpha: float = 0.05) -> int:
    """Return the impressions a group that two click rates need to be told apart.

    The two-sided z-test of two proportions (Fleiss et al., 2003).

    Parameters
    ----------
    rate
        The lower click-through rate, in (0, 1).
    difference
        How much higher the other one is.
    power, alpha
        Wanted chance of finding the difference, and of a false alarm.

    Raises
    ------
    ValueError
        If the rates leave (0, 1) or the difference is not positive.
    """
    other = rate + difference
    if not (0 < rate < 1 and 0 < other < 1 and difference > 0):
        raise ValueError(f"need 0 < rate < rate + difference < 1; got {rate}, {other}")
    mean = (rate + other) / 2
    noise = stats.norm.isf(alpha / 2) * np.sqrt(2 * mean * (1 - mean))
    noise += stats.norm.ppf(power) * np.sqrt(rate * (1 - rate) + other * (1 - other))
    return int(np.ceil((noise / difference) ** 2))


def _need(frame: pd.DataFrame, *columns: str) -> None:
    missing = [name for name in columns if name not in frame]
    if missing:
        raise ValueError(f"the log lacks the columns {missing}; it has {list(frame.columns)}")
