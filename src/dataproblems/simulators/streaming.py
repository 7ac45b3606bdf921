"""A small streaming service whose viewers' tastes are known.

First :func:`build_service` makes viewers, titles and the truth: how much every viewer would
enjoy every title. Then :func:`watch` lets them browse for a while and logs what a service
sees: plays with minutes watched, titles scrolled past, a few star ratings. All numbers are
made up; their sizes are parameters, so that a page can vary what its conclusion depends on.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import special

from dataproblems.arrays import BoolArray, FloatArray, IntArray, Rng
from dataproblems.contracts import amounts, fractions, real, sizes

GENRES = (
    "Action", "Animation", "Comedy", "Crime", "Documentary", "Drama",
    "Family", "Fantasy", "Horror", "Romance", "Sci-Fi", "Thriller",
)  # fmt: skip
AGE_GROUPS = ("18-29", "30-44", "45-59", "60+")
DEVICES = ("phone", "tablet", "tv")
START = pd.Timestamp("2024-01-01")

# Chance of each hour for viewing in general, and the hour at which each genre is most at home.
_HOURS = np.array([3, 2, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 6, 8, 10, 11, 10, 8, 5]) / 105
HOME_HOUR = np.array([21, 8, 19, 22, 13, 20, 9, 17, 24, 15, 18, 23])


@dataclass(frozen=True)
class StreamingService:
    """Viewers, titles and the truth about both.

    Attributes
    ----------
    users
        One row a viewer: ``user_id``, ``age_group``.
    titles
        One row a title: ``title_id``, ``runtime`` (minutes), ``director``, and ``released``
        (day, counted from the first day of the log, on which it can first be watched).
    genres
        Shape (n_titles, 12): 1 where the title belongs to the genre of ``GENRES``.
    taste
        Shape (n_users, n_titles): how much the viewer would enjoy the title, in standard
        deviations over all pairs; 0 is average. The truth that no log shows.
    appeal
        Shape (n_titles,): log of how often the title gets in front of viewers' eyes.
    activity
        Shape (n_users,): titles that the viewer comes across in a day.
    """

    users: pd.DataFrame
    titles: pd.DataFrame
    genres: FloatArray
    taste: FloatArray
    appeal: FloatArray
    activity: FloatArray

    def liked(self, share: float = 0.1) -> BoolArray:
        """Mark every viewer's most enjoyed ``share`` of the titles; shape of ``taste``."""
        threshold = np.quantile(self.taste, 1 - share, axis=1, keepdims=True)
        return self.taste > threshold

    def take_up_genre(self, users: IntArray, genre: str, gain: float = 2.0) -> "StreamingService":
        """Return the service after some viewers discovered a genre.

        Parameters
        ----------
        users
            Positions of the viewers.
        genre
            One of ``GENRES``.
        gain
            What the genre's titles gain for them, in standard deviations of taste.

        Raises
        ------
        ValueError
            If there is no such genre.
        """
        if genre not in GENRES:
            raise ValueError(f"there is no genre {genre!r}; choose from {', '.join(GENRES)}")
        taste = self.taste.copy()
        taste[users] += gain * self.genres[:, GENRES.index(genre)]
        return replace(self, taste=taste)


class WatchLog(NamedTuple):
    """What the service sees, and one thing that it does not.

    Attributes
    ----------
    events
        One row an event, by time: ``user_id``, ``title_id``, ``timestamp``, ``device``,
        ``kind`` (``"play"`` or ``"skip"``: came across it and scrolled on), ``minutes`` and
        ``fraction`` watched (0 for a skip) and ``rating`` (1-5 stars, mostly missing).
    accidental
        Shape (n_events,): True where the play was no choice of the viewer (autoplay, a
        mis-click, a screen left running). Not for training.
    """

    events: pd.DataFrame
    accidental: BoolArray


def build_service(
    n_users: int = 600,
    n_titles: int = 800,
    rng: Rng = 0,
    *,
    genre_share: float = 0.4,
    director_share: float = 0.2,
    quality_share: float = 0.1,
    age_share: float = 0.3,
    n_factors: int = 8,
    popularity_skew: float = 1.5,
    activity_mean: float = 0.8,
    activity_skew: float = 0.8,
    share_released_later: float = 0.0,
    days: float = 90.0,
) -> StreamingService:
    """Make a service with known taste.

    Parameters
    ----------
    n_users, n_titles
        Size of the world.
    rng
        Seed or generator of everything drawn here.
    genre_share, director_share, quality_share
        Shares of the variance of taste that come from the viewer's liking of genres, from the
        director (a viewer's liking carries over between one director's titles) and from a
        quality on which all viewers agree. The rest is a match of hidden factors that no
        metadata tells.
    age_share
        Share of the liking of genres that the viewer's age group explains.
    n_factors
        Number of hidden factors.
    popularity_skew
        Standard deviation of ``appeal`` (natural log): 0 shows all titles equally often; at
        1.5 the top tenth of the titles gets a little under half of the plays. A sixth of appeal's
        variance is the title's quality.
    activity_mean
        Titles that a viewer comes across in a day, on average.
    activity_skew
        Standard deviation of the log of activity between viewers.
    share_released_later
        Share of the titles that are not there on the first day but released on a day drawn
        uniformly from the log's length.
    days
        Length of the log that releases are spread over, in days.

    Raises
    ------
    ValueError
        If the shares of taste sum to more than one, a share lies outside of [0, 1], a skew is
        negative, or a size, ``activity_mean`` or ``days`` is not positive.
    """
    sizes(n_users=n_users, n_titles=n_titles, n_factors=n_factors)
    fractions(genre_share=genre_share, director_share=director_share, quality_share=quality_share)
    fractions(age_share=age_share, share_released_later=share_released_later)
    amounts(popularity_skew=popularity_skew, activity_skew=activity_skew)
    real(activity_mean, "activity_mean", above=0)
    real(days, "days", above=0)
    hidden_share = 1 - genre_share - director_share - quality_share
    if hidden_share < 0:
        raise ValueError("genre_share, director_share and quality_share must sum to at most 1")
    rng = np.random.default_rng(rng)

    genres = np.zeros((n_titles, len(GENRES)))
    rows = np.arange(n_titles)
    genres[rows, rng.integers(len(GENRES), size=n_titles)] = 1
    second = rng.random(n_titles) < 0.5
    genres[rows[second], rng.integers(len(GENRES), size=second.sum())] = 1
    director = rng.integers(max(n_titles // 6, 1), size=n_titles)
    episode = rng.random(n_titles) < 0.5
    runtime = np.where(episode, rng.uniform(20, 60, n_titles), rng.uniform(80, 160, n_titles))
    later = rng.random(n_titles) < share_released_later
    quality = rng.standard_normal(n_titles)

    age = rng.integers(len(AGE_GROUPS), size=n_users)
    age_liking = rng.standard_normal((len(AGE_GROUPS), len(GENRES)))[age]
    own_liking = rng.standard_normal((n_users, len(GENRES)))
    liking = np.sqrt(age_share) * age_liking + np.sqrt(1 - age_share) * own_liking
    viewer_director = rng.standard_normal((n_users, n_factors))
    viewer_hidden = rng.standard_normal((n_users, n_factors))
    directors = rng.standard_normal((director.max() + 1, n_factors))
    hidden = rng.standard_normal((n_titles, n_factors))
    parts = [
        (genre_share, liking @ (genres / np.sqrt(genres.sum(axis=1, keepdims=True))).T),
        (director_share, viewer_director @ directors[director].T),
        (hidden_share, viewer_hidden @ hidden.T),
        (quality_share, np.broadcast_to(quality, (n_users, n_titles))),
    ]
    taste = sum(
        (np.sqrt(share) * _standard(part) for share, part in parts),
        start=np.zeros((n_users, n_titles)),
    )
    appeal = popularity_skew * (
        np.sqrt(1 / 6) * quality + np.sqrt(5 / 6) * rng.standard_normal(n_titles)
    )
    activity = rng.lognormal(-(activity_skew**2) / 2, activity_skew, n_users) * activity_mean
    return StreamingService(
        users=pd.DataFrame({"user_id": np.arange(n_users), "age_group": np.array(AGE_GROUPS)[age]}),
        titles=pd.DataFrame(
            {
                "title_id": rows,
                "runtime": runtime.round(),
                "director": director,
                "released": np.where(later, np.floor(rng.uniform(0, days, n_titles)), 0.0),
            }
        ),
        genres=genres,
        taste=_standard(taste),
        appeal=appeal,
        activity=activity,
    )


def watch(
    service: StreamingService,
    days: float = 90.0,
    rng: Rng = 0,
    *,
    start_day: float = 0.0,
    search: float = 0.7,
    pickiness: float = 1.5,
    play_rate: float = 0.2,
    accidental_share: float = 0.1,
    left_running_share: float = 0.1,
    finish_taste: float = 1.5,
    finish_spread: float = 1.5,
    rater_share: float = 0.15,
    rating_rate: float = 0.3,
    context_strength: float = 1.0,
) -> WatchLog:
    """Let the viewers browse, and log what they do. Within a log nobody meets a title twice.

    Parameters
    ----------
    service
        From :func:`build_service`.
    days
        Length of the log. Titles released later than its end are not met.
    rng
        Seed or generator of everything drawn here.
    start_day
        Day on which the log begins.
    search
        How strongly viewers come across what they would enjoy: the log odds of meeting a
        title gain ``search`` a standard deviation of taste. 0 shows titles by appeal alone.
    pickiness
        The same for playing a title once met.
    play_rate
        Chance of playing a met title of average taste.
    accidental_share
        Share of the met titles that start without being chosen.
    left_running_share
        Share of the accidental plays that run to the end in front of nobody; the others are
        stopped after about 4 minutes.
    finish_taste
        How much the log odds of the watched share gain a standard deviation of taste. Each
        hour of runtime beyond the first costs half a unit of the log odds.
    finish_spread
        Standard deviation of the rest of those log odds: phone calls, bedtimes, moods.
    rater_share
        Share of viewers who ever rate.
    rating_rate
        Chance that a rater rates a chosen play of average taste; it doubles a standard
        deviation of taste away from it, so ratings are not missing at random.
    context_strength
        How strongly a genre keeps to its time of day (0: not at all). Long titles are
        watched on the television, short ones on the phone.

    Returns
    -------
    WatchLog
        Events sorted by time, and which plays were accidental.

    Raises
    ------
    ValueError
        If a share or chance lies outside of [0, 1], a strength or spread is negative, ``days`` is
        not positive, or a number is not finite.
    """
    fractions(accidental_share=accidental_share, left_running_share=left_running_share)
    fractions(play_rate=play_rate, rater_share=rater_share, rating_rate=rating_rate)
    amounts(finish_spread=finish_spread, context_strength=context_strength)
    real(days, "days", above=0)
    for name, value in (
        ("start_day", start_day),
        ("search", search),
        ("pickiness", pickiness),
        ("finish_taste", finish_taste),
    ):
        real(value, name)
    rng = np.random.default_rng(rng)
    user, title = _meetings(service, start_day, days, search, rng)
    taste = service.taste[user, title]
    runtime = service.titles["runtime"].to_numpy()[title]

    accidental = rng.random(len(user)) < accidental_share
    chosen = rng.random(len(user)) < special.expit(special.logit(play_rate) + pickiness * taste)
    play = accidental | chosen
    accidental &= ~chosen

    odds = 0.5 + finish_taste * taste - 0.5 * (runtime / 60 - 1)
    fraction = special.expit(odds + finish_spread * rng.standard_normal(len(user)))
    left_running = rng.random(len(user)) < left_running_share
    by_accident = np.where(left_running, 1.0, rng.exponential(4.0, len(user)) / runtime)
    fraction = np.where(accidental, np.minimum(by_accident, 1.0), fraction) * play

    rater = rng.random(len(service.users)) < rater_share
    rates = rng.random(len(user)) < np.minimum(rating_rate * 2 ** np.abs(taste), 1)
    stars = np.clip(np.round(3.4 + 0.9 * taste + 0.5 * rng.standard_normal(len(user))), 1, 5)

    earliest = np.maximum(service.titles["released"].to_numpy()[title], start_day)
    day = np.floor(earliest + rng.random(len(user)) * (start_day + days - earliest))
    hour = _hours(service.genres, title, context_strength, rng)
    seconds = (day * 24 + hour) * 3600 + rng.integers(3600, size=len(user))
    device = _devices(hour, runtime, context_strength, rng)
    events = pd.DataFrame(
        {
            "user_id": service.users["user_id"].to_numpy()[user],
            "title_id": service.titles["title_id"].to_numpy()[title],
            "timestamp": START + pd.to_timedelta(seconds, unit="s"),
            "device": pd.Index(DEVICES).take(device),
            "kind": pd.Index(["skip", "play"]).take(play.astype(np.intp)),
            "minutes": (fraction * runtime).round(1),
            "fraction": fraction,
            "rating": np.where(rater[user] & rates & chosen, stars, np.nan),
        }
    )
    order = np.argsort(seconds, kind="stable")
    return WatchLog(events.iloc[order].reset_index(drop=True), accidental[order])


def _meetings(
    service: StreamingService,
    start_day: float,
    days: float,
    search: float,
    rng: np.random.Generator,
) -> tuple[IntArray, IntArray]:
    # The Gumbel trick: the n largest of log-weight + Gumbel noise are n draws without replacement.
    keys = service.appeal + search * service.taste + rng.gumbel(size=service.taste.shape)
    keys[:, service.titles["released"].to_numpy() >= start_day + days] = -np.inf
    wanted = np.minimum(rng.poisson(service.activity * days), np.isfinite(keys).sum(axis=1))
    order = np.argsort(-keys, axis=1)
    met = np.arange(keys.shape[1]) < wanted[:, None]
    user = np.nonzero(met)[0]
    return user, order[met]


def _hours(
    genres: FloatArray, title: IntArray, strength: float, rng: np.random.Generator
) -> IntArray:
    distance = np.abs(np.arange(24)[:, None] - HOME_HOUR)
    fit = -np.minimum(distance, 24 - distance) / 3
    weight = _HOURS * np.exp(strength * (genres @ fit.T) / genres.sum(axis=1, keepdims=True))
    return _draw(weight.cumsum(axis=1)[title], rng)


def _devices(
    hour: IntArray, runtime: FloatArray, strength: float, rng: np.random.Generator
) -> IntArray:
    evening = np.isin(hour, [18, 19, 20, 21, 22, 23])
    pull = strength * np.column_stack(
        [-(runtime - 60) / 60, np.zeros(len(hour)), (runtime - 60) / 60 + evening]
    )
    return _draw((np.array([0.35, 0.2, 0.45]) * np.exp(pull)).cumsum(axis=1), rng)


def _draw(cumulative: FloatArray, rng: np.random.Generator) -> IntArray:
    drawn = rng.random((len(cumulative), 1)) * cumulative[:, -1:]
    return np.asarray(np.count_nonzero(cumulative < drawn, axis=1), dtype=np.intp)


def _standard(x: FloatArray) -> FloatArray:
    scaled: FloatArray = (x - x.mean()) / x.std()
    return scaled
