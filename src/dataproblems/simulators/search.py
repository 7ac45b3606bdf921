"""A search engine whose results' relevance is known, and the log that its users leave.

First :func:`build_search` makes queries, documents, users and the truth: how relevant every
document is, and how attractive its snippet looks, which is not the same. Then :func:`search`
lets the users search for a while and logs what an engine sees: shown results with their
positions and propensities, clicks, dwell times, scroll depths. Its second table holds what no
engine sees: who looked, who was pleased, whose finger slipped, who is a bot.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from dataproblems.arrays import BoolArray, FloatArray, IntArray, Rng
from dataproblems.contracts import amounts, fractions, real, reals, sizes, whole

GRADES = (0.40, 0.27, 0.18, 0.10, 0.05)  # share of documents of grade 0 (bad) to 4 (perfect)
_DEVICES = ("desktop", "phone")
_START = pd.Timestamp("2024-01-01")

# Chance of each hour of the day for people; bots do not sleep.
_HOURS = np.array([3, 2, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 8, 8, 7, 5, 4]) / 110


@dataclass(frozen=True)
class Engine:
    """Queries, documents, users, and the truth about them.

    Attributes
    ----------
    queries
        One row a query: ``query_id``, ``topic`` and ``popularity`` (its share of all queries).
    documents
        One row a candidate of a query, ``n_docs`` a query in order: ``doc_id`` (its row),
        ``query_id``, ``grade`` (0-4), ``relevance`` (chance that a person who reads the
        document is satisfied; the truth to recover), ``attraction`` (chance that a person
        who looks at its snippet clicks) and ``promoted`` (click fraud is paid to push it).
    users
        One row a user: ``user_id``, ``device``, ``pace`` (factor on dwell times) and ``is_bot``.
    activity
        Shape (n_users,): how often each user searches, relative to the others of its kind.
    interests
        Shape (n_users, n_topics): rows sum to 1.
    """

    queries: pd.DataFrame
    documents: pd.DataFrame
    users: pd.DataFrame
    activity: FloatArray
    interests: FloatArray

    @property
    def shape(self) -> tuple[int, int]:
        """Number of queries, and of documents a query."""
        return len(self.queries), len(self.documents) // len(self.queries)

    def relevance(self) -> FloatArray:
        """Return the true relevance; shape (n_queries, n_docs)."""
        return np.asarray(self.documents["relevance"], dtype=float).reshape(self.shape)

    def gains(self) -> sparse.csr_array:
        """Return 2**grade - 1, for :func:`dataproblems.ranking.ndcg_at_k`; same shape."""
        grade = self.documents["grade"].to_numpy(dtype=float).reshape(self.shape)
        return sparse.csr_array(np.asarray(2.0**grade - 1))

    def scores(self, estimates: "pd.Series[float]", missing: float = 0.0) -> FloatArray:
        """Lay out estimates by query, to rank by.

        Parameters
        ----------
        estimates
            Indexed by ``doc_id``; documents may be missing.
        missing
            Score of documents without an estimate.

        Returns
        -------
        numpy.ndarray
            Shape (n_queries, n_docs).
        """
        found = estimates.reindex(self.documents["doc_id"]).fillna(missing)
        return np.asarray(found, dtype=float).reshape(self.shape)

    def ranker(self, strength: float, rng: Rng = 0) -> FloatArray:
        """Return scores of a ranker of the chosen strength.

        Parameters
        ----------
        strength
            Correlation of the scores with the true grades, 0 (blind) to 1 (perfect).
        rng
            Seed or generator of its systematic errors.

        Returns
        -------
        numpy.ndarray
            Shape (n_queries, n_docs), mean 0, variance 1.

        Raises
        ------
        ValueError
            If the strength lies outside of [0, 1].
        """
        fractions(strength=strength)
        grade = self.documents["grade"].to_numpy(dtype=float).reshape(self.shape)
        error = np.random.default_rng(rng).standard_normal(self.shape)
        scores: FloatArray = strength * (grade - grade.mean()) / grade.std()
        return np.asarray(scores + np.sqrt(1 - strength**2) * error)

    def after_news(self, topics: Sequence[int], order: ArrayLike | None = None) -> "Engine":
        """Return the engine on the day on which news made other documents the good ones.

        Parameters
        ----------
        topics
            Topics that the news touches; the queries of the others keep their truth.
        order
            Shape (n_docs,): document i of a touched query becomes as good, and as attractive,
            as document ``order[i]`` was. By default as its neighbour.

        Raises
        ------
        ValueError
            If ``order`` is not a permutation of the documents of a query.
        """
        n_docs = self.shape[1]
        new = np.roll(np.arange(n_docs), 1) if order is None else np.asarray(order)
        if not np.array_equal(np.sort(new), np.arange(n_docs)):
            raise ValueError(f"order must hold each of 0 to {n_docs - 1} once")
        touched = self.queries["topic"].isin(topics).to_numpy()
        documents = self.documents.copy()
        for column in ("grade", "relevance", "attraction"):
            truth = documents[column].to_numpy(copy=True).reshape(self.shape)
            truth[touched] = truth[touched][:, new]
            documents[column] = truth.ravel()
        return replace(self, documents=documents)


@dataclass(frozen=True)
class Behaviour:
    """How users look, click, read and go on. Defaults are of the size the literature reports.

    Attributes
    ----------
    examination
        ``"position"``: each place is looked at by itself, with chance ``(1 / place) ** decay``
        (the position-based model; Richardson et al., 2007). ``"cascade"``: from the top, until
        satisfied or out of patience (the dynamic Bayesian network; Chapelle & Zhang, 2009).
    decay
        Steepness of the position-based curve; 1 in Joachims et al. (2017).
    patience
        Cascade: chance of looking at the next result when not satisfied.
    accidental
        Chance of an accidental click on each shown result, looked at or not.
    long_dwell
        Median seconds on a page after a satisfied click.
    short_dwell
        Median seconds on a page after a disappointed click. 30 seconds, between the two, is the
        classic threshold (Fox et al., 2005).
    dwell_spread
        Standard deviation of the log of dwell times (log-normal; Kim et al., 2014).
    reformulate
        Chance that a user who found nothing goes on to another query in the same session; one
        who found something does so with a fifth of it.
    """

    examination: Literal["position", "cascade"] = "position"
    decay: float = 1.0
    patience: float = 0.85
    accidental: float = 0.01
    long_dwell: float = 90.0
    short_dwell: float = 12.0
    dwell_spread: float = 0.8
    reformulate: float = 0.5

    def curve(self, n_positions: int) -> FloatArray:
        """Return the chance of examination at each place of the position-based model."""
        return np.asarray(np.arange(1.0, n_positions + 1) ** -self.decay)

    def __post_init__(self) -> None:
        if self.examination not in ("position", "cascade"):
            raise ValueError(f"examination is 'position' or 'cascade'; got {self.examination!r}")
        for name in ("patience", "accidental", "reformulate"):
            fractions(**{name: getattr(self, name)})
        for name in ("long_dwell", "short_dwell", "dwell_spread"):
            real(getattr(self, name), name, above=0)
        amounts(decay=self.decay)


class SearchLog(NamedTuple):
    """What the engine sees, and row by row what it does not.

    Attributes
    ----------
    impressions
        One row a shown result, by page and position: ``session_id``, ``page_id`` (one answered
        query), ``user_id``, ``device``, ``query_id``, ``timestamp`` (of the page),
        ``doc_id``, ``position`` (from 1), ``shuffled`` (the page was in random order),
        ``propensity`` (chance that the engine's draw for this page put this document at this
        place), ``click`` (0 or 1), ``dwell`` (seconds on the document; missing without a
        click), ``scroll_depth`` (share of the document scrolled; missing without a click) and
        ``last_visible`` (lowest position that came onto the screen).
    truth
        Same rows: ``examined``, ``satisfied``, ``accidental``, ``is_bot``. Not for training.
    """

    impressions: pd.DataFrame
    truth: pd.DataFrame


def build_search(
    n_queries: int = 100,
    n_docs: int = 20,
    n_users: int = 2000,
    rng: Rng = 0,
    *,
    clickbait: float = 0.4,
    n_topics: int = 8,
    popularity_skew: float = 0.8,
    interest: float = 0.3,
    activity_skew: float = 0.8,
    bot_share: float = 0.02,
) -> Engine:
    """Make a search engine with known relevance.

    Parameters
    ----------
    n_queries, n_docs, n_users
        Number of queries, of candidate documents a query, and of users.
    rng
        Seed or generator of everything drawn here.
    clickbait
        Share of a snippet's attraction that has nothing to do with the document's relevance.
    n_topics
        Number of topics that queries belong to.
    popularity_skew
        Exponent of Zipf's law over queries; 0 makes all equally frequent.
    interest
        Concentration of the Dirichlet law of a user's topics: small values make users differ.
    activity_skew
        Standard deviation of the log of activity between users.
    bot_share
        Share of users that are bots. How much they search is a parameter of :func:`search`.

    Raises
    ------
    ValueError
        If a size or ``interest`` is not positive, a skew is negative, or a share lies outside of
        [0, 1].
    """
    sizes(n_queries=n_queries, n_docs=n_docs, n_users=n_users, n_topics=n_topics)
    fractions(clickbait=clickbait, bot_share=bot_share)
    if bot_share == 1:
        raise ValueError("bot_share of 1 leaves no people to search")
    amounts(popularity_skew=popularity_skew, activity_skew=activity_skew)
    real(interest, "interest", above=0)
    rng = np.random.default_rng(rng)
    popularity = rng.permutation(np.arange(1, n_queries + 1) ** -popularity_skew)
    grade = rng.choice(len(GRADES), size=(n_queries, n_docs), p=GRADES)
    worst = np.argmin(grade + rng.random(grade.shape), axis=1)
    n_bots = round(bot_share * n_users)
    return Engine(
        queries=pd.DataFrame(
            {
                "query_id": np.arange(n_queries),
                "topic": np.arange(n_queries) % n_topics,
                "popularity": popularity / popularity.sum(),
            }
        ),
        documents=pd.DataFrame(
            {
                "doc_id": np.arange(n_queries * n_docs),
                "query_id": np.repeat(np.arange(n_queries), n_docs),
                "grade": grade.ravel(),
                # The mapping of expected reciprocal rank (Chapelle et al., 2009), kept off 0 and 1.
                "relevance": (0.05 + 0.9 * (2.0**grade - 1) / 15).ravel(),
                "attraction": 0.05
                + 0.9 * ((1 - clickbait) * grade / 4 + clickbait * rng.random(grade.shape)).ravel(),
                "promoted": (np.arange(n_docs) == worst[:, None]).ravel(),
            }
        ),
        users=pd.DataFrame(
            {
                "user_id": np.arange(n_users),
                "device": np.array(_DEVICES)[rng.integers(2, size=n_users)],
                "pace": rng.lognormal(0, 0.3, n_users),
                "is_bot": rng.permutation(np.arange(n_users) < n_bots),
            }
        ),
        activity=rng.lognormal(0, activity_skew, n_users),
        interests=rng.dirichlet(np.full(n_topics, interest), n_users),
    )


def search(
    engine: Engine,
    n_sessions: int,
    rng: Rng = 0,
    *,
    ranker: ArrayLike | None = None,
    behaviour: Behaviour | None = None,
    n_positions: int = 10,
    retrieved: float = 0.7,
    ranker_noise: float = 0.3,
    shuffle: float = 0.0,
    bot_traffic: float = 0.05,
    stealth: float = 0.3,
    query_weights: ArrayLike | None = None,
    days: float = 28.0,
    start_day: float = 0.0,
    max_queries: int = 3,
) -> SearchLog:
    """Let the users search, and log it.

    Parameters
    ----------
    engine
        From :func:`build_search`.
    n_sessions
        Number of sessions; each has 1 to ``max_queries`` pages.
    rng
        Seed or generator of everything drawn here.
    ranker
        Shape (n_queries, n_docs): scores by which candidates are ranked. By default
        ``engine.ranker(0.5)``.
    behaviour
        How users behave; by default :class:`Behaviour`'s defaults.
    n_positions
        Results shown on a page.
    retrieved
        Share of a query's documents that are candidates on a page; drawn anew for each page,
        as index shards, filters and freshness do. At least ``n_positions`` are.
    ranker_noise
        Standard deviation of what varies in the scores from page to page (personalisation).
    shuffle
        Chance that a page is shown in random order. These pages carry the information from
        which the position bias can be read off (Joachims et al., 2017).
    bot_traffic
        Share of sessions by bots (0 if the engine has none). Bots click the promoted document
        whenever they see it, and every other result with chance 0.15.
    stealth
        Share of bots that stay and scroll like people; others leave after two seconds.
    query_weights
        Shape (n_queries,): factors on the queries' popularity, for events and seasons.
    days, start_day
        Length of the log and its first day, counted from 1 January 2024.
    max_queries
        Pages a session has at most.

    Returns
    -------
    SearchLog
        About 1.3 x ``n_sessions`` x ``n_positions`` rows.

    Raises
    ------
    ValueError
        If shapes disagree, a probability lies outside of [0, 1], a score is not finite, a weight is
        negative, a size or ``days`` is not positive, or there are fewer documents than positions.
    """
    n_queries, n_docs = engine.shape
    given = engine.ranker(0.5) if ranker is None else ranker
    scores = reals(given, "ranker", shape=engine.shape)
    factors = np.ones(n_queries) if query_weights is None else query_weights
    weights = reals(factors, "query_weights", shape=(n_queries,), within=(0, np.inf))
    if not weights.any():
        raise ValueError("query_weights must not all be zero: nothing would be searched for")
    behaviour = behaviour or Behaviour()
    whole(n_positions, "n_positions", least=1, most=n_docs)
    fractions(retrieved=retrieved, shuffle=shuffle, bot_traffic=bot_traffic, stealth=stealth)
    sizes(n_sessions=n_sessions, max_queries=max_queries)
    amounts(ranker_noise=ranker_noise)
    real(days, "days", above=0)
    real(start_day, "start_day")

    rng = np.random.default_rng(rng)
    user = _searchers(engine, n_sessions, bot_traffic, rng)
    hidden_bot = rng.random(len(engine.users)) < stealth
    second = _start_seconds(engine.users["is_bot"].to_numpy()[user], days, start_day, rng)
    session = np.arange(n_sessions)
    n_candidates = max(n_positions, round(retrieved * n_docs))
    pages: list[dict[str, NDArray[np.generic]]] = []
    for _ in range(max_queries):
        query = _queries(engine, user, weights, rng)
        page = _results(scores, query, n_positions, n_candidates, ranker_noise, shuffle, rng)
        page |= _clicks(engine, behaviour, user, page["doc_id"], hidden_bot, rng)
        pages.append({"session_id": session, "user": user, "query_id": query, "second": second})
        pages[-1] |= page
        pleased = page["satisfied"].any(axis=1)
        goes_on = rng.random(len(user)) < behaviour.reformulate * np.where(pleased, 0.2, 1.0)
        read = np.nansum(page["dwell"], axis=1)
        second = (second + read + rng.exponential(20, len(user)))[goes_on]
        session, user = session[goes_on], user[goes_on]
        if not len(user):
            break
    return _tables(engine, pages, n_positions)


def _searchers(engine: Engine, n_sessions: int, bots: float, rng: np.random.Generator) -> IntArray:
    is_bot = engine.users["is_bot"].to_numpy()
    share = bots if is_bot.any() else 0.0
    weight = np.empty(len(is_bot))
    for kind, part in ((is_bot, share), (~is_bot, 1 - share)):
        weight[kind] = part * engine.activity[kind] / engine.activity[kind].sum()
    return rng.choice(len(is_bot), n_sessions, p=weight)


def _start_seconds(
    bot: BoolArray, days: float, start: float, rng: np.random.Generator
) -> FloatArray:
    hour = np.where(bot, rng.integers(24, size=len(bot)), rng.choice(24, len(bot), p=_HOURS))
    day = np.floor(start + rng.random(len(bot)) * days)
    seconds: FloatArray = (day * 24 + hour) * 3600 + rng.random(len(bot)) * 3600
    return seconds


def _queries(
    engine: Engine, user: IntArray, weights: FloatArray, rng: np.random.Generator
) -> IntArray:
    mass = engine.queries["popularity"].to_numpy() * weights
    topic = engine.queries["topic"].to_numpy()
    of_topic = np.bincount(topic, mass, minlength=engine.interests.shape[1])
    cumulative = (engine.interests * of_topic).cumsum(axis=1)[user]
    drawn = (cumulative < rng.random((len(user), 1)) * cumulative[:, -1:]).sum(axis=1)
    by_topic = np.argsort(topic, kind="stable")
    ends = mass[by_topic].cumsum()
    start = np.concatenate([[0.0], of_topic.cumsum()])[drawn]
    place = np.searchsorted(ends, start + rng.random(len(user)) * of_topic[drawn])
    return np.asarray(by_topic[np.minimum(place, len(by_topic) - 1)])


def _results(
    scores: FloatArray,
    query: IntArray,
    n_positions: int,
    n_candidates: int,
    noise: float,
    shuffle: float,
    rng: np.random.Generator,
) -> dict[str, NDArray[np.generic]]:
    n_docs = scores.shape[1]
    value = scores[query] + noise * rng.standard_normal((len(query), n_docs))
    if n_candidates < n_docs:
        keys = rng.random(value.shape)
        value[keys > np.partition(keys, n_candidates - 1, axis=1)[:, n_candidates - 1, None]] = -9e9
    ranked = np.argsort(-value, axis=1)[:, :n_positions]
    shuffled = rng.random(len(query)) < shuffle
    place = np.broadcast_to(np.arange(n_positions), ranked.shape).copy()
    place[shuffled] = rng.permuted(place[shuffled], axis=1)
    kept = place == np.arange(n_positions)
    return {
        "doc_id": query[:, None] * n_docs + np.take_along_axis(ranked, place, axis=1),
        "propensity": shuffle / n_positions + (1 - shuffle) * kept,
        "shuffled": np.broadcast_to(shuffled[:, None], ranked.shape),
    }


def _clicks(
    engine: Engine,
    behaviour: Behaviour,
    user: IntArray,
    doc: NDArray[np.generic],
    hidden_bot: BoolArray,
    rng: np.random.Generator,
) -> dict[str, NDArray[np.generic]]:
    n_positions = doc.shape[1]
    documents = engine.documents
    bot = engine.users["is_bot"].to_numpy()[user]
    tempted = rng.random(doc.shape) < documents["attraction"].to_numpy()[doc]
    pleasing = rng.random(doc.shape) < documents["relevance"].to_numpy()[doc]
    if behaviour.examination == "position":
        examined = rng.random(doc.shape) < behaviour.curve(n_positions)
    else:
        patient = rng.random(doc.shape) < behaviour.patience
        goes_on = patient & ~(tempted & pleasing)
        examined = np.ones(doc.shape, dtype=bool)
        examined[:, 1:] = np.logical_and.accumulate(goes_on[:, :-1], axis=1)
    examined &= ~bot[:, None]
    intended = examined & tempted
    slipped = ~intended & ~bot[:, None] & (rng.random(doc.shape) < behaviour.accidental)
    promoted = documents["promoted"].to_numpy()[doc]
    faked = bot[:, None] & (promoted | (rng.random(doc.shape) < 0.15))
    satisfied = intended & pleasing
    click = intended | slipped | faked

    imitating = faked & hidden_bot[user][:, None]
    median = np.select(
        [satisfied, intended, slipped, imitating],
        [behaviour.long_dwell, behaviour.short_dwell, 3.0, behaviour.long_dwell],
        2.0,
    )
    spread = np.where(faked & ~imitating, 0.1, behaviour.dwell_spread)
    pace = engine.users["pace"].to_numpy()[user][:, None]
    dwell = median * np.where(faked, 1.0, pace) * np.exp(spread * rng.standard_normal(doc.shape))
    depth = np.where(satisfied, rng.beta(4, 2, doc.shape), rng.beta(1.5, 3, doc.shape))
    depth = np.where(slipped | (faked & ~imitating), rng.beta(1, 8, doc.shape), depth)
    place = np.arange(1, n_positions + 1)
    lowest = np.maximum.reduce(np.where(examined | click, place, 1), axis=1)
    visible = np.minimum(lowest + rng.poisson(1, len(user)), n_positions)
    return {
        "click": click,
        "dwell": np.where(click, dwell, np.nan),
        "scroll_depth": np.where(click, depth, np.nan),
        "last_visible": np.broadcast_to(visible[:, None], doc.shape),
        "examined": examined,
        "satisfied": satisfied,
        "accidental": slipped,
    }


def _tables(
    engine: Engine, pages: list[dict[str, NDArray[np.generic]]], n_positions: int
) -> SearchLog:
    column = {name: np.concatenate([page[name] for page in pages]) for name in pages[0]}
    order = np.lexsort((column["second"], column["session_id"]))
    column = {name: values[order] for name, values in column.items()}
    rows = np.repeat(np.arange(len(order)), n_positions)
    user = column.pop("user")
    users = engine.users
    device = pd.Categorical(users["device"])
    seconds = column.pop("second").astype("timedelta64[s]")
    impressions = {
        "session_id": column.pop("session_id")[rows],
        "page_id": rows,
        "user_id": users["user_id"].to_numpy()[user][rows],
        "device": pd.Categorical.from_codes(device.codes[user][rows], dtype=device.dtype),
        "query_id": column.pop("query_id")[rows],
        "timestamp": (_START.to_datetime64().astype("datetime64[s]") + seconds)[rows],
    }
    cells = {name: values.ravel() for name, values in column.items()}
    truth = {name: cells.pop(name) for name in ("examined", "satisfied", "accidental")}
    truth["is_bot"] = users["is_bot"].to_numpy()[user][rows]
    impressions["doc_id"] = cells.pop("doc_id")
    impressions["position"] = np.tile(np.arange(1, n_positions + 1), len(order))
    impressions["click"] = cells.pop("click").astype(np.int8)
    return SearchLog(pd.DataFrame(impressions | cells), pd.DataFrame(truth))
