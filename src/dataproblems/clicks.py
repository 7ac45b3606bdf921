"""From clicks to relevance: which clicks were meant, who made them, and what was looked at.

Taught on the page *Noise in behaviour* of the Google chapter. All functions take the
impressions of a log with one row a shown result, as
:func:`dataproblems.simulators.search.search` returns them; none needs the truth.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import special

from dataproblems.arrays import BoolArray, FloatArray, IntArray
from dataproblems.contracts import chances, columns, keys, positions, real, reals, times, whole

SHORTEST = 0.1
"""Dwell times below this many seconds are taken for it; a log holds zeros, and they have none."""


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
        satisfied clicks is over all impressions. A click whose dwell time is missing or negative
        does not count either.

    Raises
    ------
    ValueError
        If a column is missing, ``threshold`` is negative, or a click is not between 0 and 1.
    TypeError
        If dwell times or clicks are no numbers.
    """
    columns(impressions, "impressions", ("click", "dwell"))
    real(threshold, "threshold", within=(0, np.inf))
    dwell = reals(impressions["dwell"], "dwell", missing=True, infinite=True)
    return np.asarray((dwell >= threshold) & _clicked(impressions))


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

    Raises
    ------
    ValueError
        If a column or the session or page of a row is missing, a click is not between 0 and 1, or
        a position is not a whole number from 1 on. Missing dwell times and depths stay missing.
    TypeError
        If one of the measures is no number.
    """
    needed = ("session_id", "page_id", "position", "click", "dwell", "scroll_depth")
    columns(impressions, "impressions", needed)
    for name in needed[:2]:
        keys(impressions[name], name)
    positions(impressions["position"], "position", np.inf, least=1)
    reals(impressions["scroll_depth"], "scroll_depth", missing=True)
    clicked = impressions[_clicked(impressions)]
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
            "log_dwell": _log_dwell(clicked),
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

    Parameters
    ----------
    impressions
        With ``timestamp`` by the clock of the place where the users are: what is night in the
        log's zone is somebody's evening elsewhere, so convert the times of other zones first.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``user_id``: ``pages``, ``clicks``, ``clicks_per_page``, ``median_dwell``
        (seconds), ``dwell_spread`` (standard deviation of the log of dwell times, none shorter
        than 0.1 s; missing below two clicks), ``median_scroll`` (share of the clicked documents
        scrolled) and ``night_share`` (share of pages between 0 and 6 o'clock).

    Raises
    ------
    ValueError
        If a column, or the user, page or time of a row, is missing, or a click is not between 0
        and 1.
    TypeError
        If the times are text, or of several zones, or a measure is no number.
    """
    needed = ("user_id", "page_id", "timestamp", "click", "dwell", "scroll_depth")
    columns(impressions, "impressions", needed)
    for name in needed[:2]:
        keys(impressions[name], name)
    times(impressions["timestamp"], "timestamp")
    reals(impressions["scroll_depth"], "scroll_depth", missing=True)
    pages = impressions[["user_id", "page_id", "timestamp"]].drop_duplicates("page_id")
    clicked = impressions[_clicked(impressions)]
    by_user = clicked.assign(log_dwell=_log_dwell(clicked)).groupby("user_id")
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
        True for bots, indexed by ``user_id``. A user with a missing measure (no scroll depth was
        logged) is judged by the others.

    Raises
    ------
    ValueError
        If a column, the pages or the clicks of a user are missing, or a limit is NaN.
    TypeError
        If a measure is no number.
    """
    needed = ("pages", "clicks", "dwell_spread", "median_scroll", "night_share")
    columns(activity, "activity", needed)
    for name in needed:
        reals(activity[name], f"activity: {name}", missing=name not in needed[:2])
    whole(min_clicks, "min_clicks")
    real(least_spread, "least_spread")
    real(least_scroll, "least_scroll")
    real(night_z, "night_z")
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
    shown
        Shape (n_docs, n_positions): how often each document stood at each position.
    clicked
        Shape (n_docs, n_positions): how often it was clicked there.
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
        If a column or a document is missing, there is no impression, shapes disagree, a position
        is not a whole number from 1 on, or a click is not between 0 and 1.
    """
    columns(impressions, "impressions", ("doc_id", "position", "click"))
    counted = impressions["click"] if clicked is None else clicked
    click = chances(counted, "clicked", shape=(len(impressions),))
    position = positions(impressions["position"], "position", np.inf, least=1) - 1
    if len(position) == 0:
        raise ValueError("impressions must hold at least one row")
    doc, doc_id = pd.factorize(keys(impressions["doc_id"], "doc_id").to_numpy(), sort=True)
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
        If no page was shuffled, the first position got no click on those pages, or one of the
        positions was never shown on them.
    """
    columns(impressions, "impressions", ["shuffled", "click"])
    random_order = chances(impressions["shuffled"], "shuffled") == 1
    if not random_order.any():
        raise ValueError("no page was shuffled; fit a position_based_model instead")
    counted = impressions["click"] if clicked is None else clicked
    click = chances(counted, "clicked", shape=(len(impressions),))
    counts = tally(impressions[random_order], click[random_order])
    rate = counts.clicked.sum(axis=0) / _shown_everywhere(counts)
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
        If there are no clicks, none at the first position, or one of the positions was never
        shown, ``iterations`` is below 1, or ``prior`` is negative.
    """
    counts = tally(impressions, clicked)
    shown, hit = counts.shown, counts.clicked
    whole(iterations, "iterations", least=1)
    real(tolerance, "tolerance")
    real(prior, "prior", within=(0, np.inf))
    if hit[:, 0].sum() == 0:
        raise ValueError("the model needs a click, one at least at the first position")
    missed = shown - hit
    by_doc, by_position = shown.sum(axis=1), _shown_everywhere(counts)
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
    n_positions = counts.shown.shape[1]
    curve = reals(examination, "examination", shape=(None,), above=0)
    real(clip, "clip", within=(0, 1))
    if len(curve) < n_positions:
        raise ValueError(f"examination must tell of {n_positions} positions; got {len(curve)}")
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
        If the rates, ``power`` or ``alpha`` leave (0, 1), or the difference is not positive.
    """
    other = real(rate, "rate", above=0) + real(difference, "difference", above=0)
    for name, chance in (("rate + difference", other), ("power", power), ("alpha", alpha)):
        if real(chance, name, above=0, within=(0, 1)) == 1:
            raise ValueError(f"{name} must lie below 1")
    mean = (rate + other) / 2
    noise = -special.ndtri(alpha / 2) * np.sqrt(2 * mean * (1 - mean))
    noise += special.ndtri(power) * np.sqrt(rate * (1 - rate) + other * (1 - other))
    return int(np.ceil((noise / difference) ** 2))


def _shown_everywhere(counts: Tally) -> FloatArray:
    shown: FloatArray = counts.shown.sum(axis=0)
    if not shown.all():
        never = int((shown == 0).argmax()) + 1
        raise ValueError(f"position {never} was never shown; number the positions without gaps")
    return shown


def _clicked(impressions: pd.DataFrame) -> BoolArray:
    return np.asarray(chances(impressions["click"], "click") == 1)


def _log_dwell(clicked: pd.DataFrame) -> FloatArray:
    seconds = reals(clicked["dwell"], "dwell", missing=True, infinite=True)
    return np.asarray(np.log(np.maximum(seconds, SHORTEST)))
