"""A year of a streaming service, month by month, with faults that arrive as they do in practice.

The world knows what every visitor would really enjoy. A recommender chooses what is shown, what
is shown decides what is logged, and the log passes through the year's faults before anybody sees
it. Used by the page *One year, two ways* of the conclusion. All parameters are assumptions, made
to be varied; none is estimated from a real service.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from dataproblems.arrays import FloatArray, IntArray
from dataproblems.contracts import amounts, reals, sizes, whole

Score = Callable[[IntArray, FloatArray], FloatArray]

PLATFORMS = ("tv", "phone", "web")
N_GENRES = 8
ENJOYED_SECONDS, LEFT_SECONDS = 1800.0, 45.0


@dataclass(frozen=True)
class Calendar:
    """The months (0 is the first) from which on each fault acts; None: never.

    Attributes
    ----------
    retries
        The TV app sends every play again, one to three times, with the same event id.
    milliseconds
        The phone app reports watch time in milliseconds; everyone else stays with seconds.
    new_taste
        The appeal of the genres is dealt out anew.
    bots
        A few automated visitors play a handful of titles to the end, all month.
    """

    retries: int | None = 2
    milliseconds: int | None = 4
    new_taste: int | None = 6
    bots: int | None = 8

    @classmethod
    def quiet(cls) -> "Calendar":
        """Return a year without any fault or change."""
        return cls(None, None, None, None)


@dataclass(frozen=True)
class ServiceSettings:
    """Size and shape of the world.

    Attributes
    ----------
    sessions
        Visits per month; each belongs to a new visitor.
    candidates
        Titles that could be shown in a visit.
    slots
        Places on the screen.
    titles
        Titles at the start.
    arrivals
        New titles each month.
    bait
        Standard deviation of titles' clickbait, in logits of being played and left at once.
    survey_noise
        Standard deviation of what a visitor's onboarding survey says around the true taste.
    n_bots
        Automated visitors.
    bot_views
        What each of them is shown and plays in a month.
    """

    sessions: int = 600
    candidates: int = 30
    slots: int = 5
    titles: int = 200
    arrivals: int = 10
    bait: float = 1.5
    survey_noise: float = 0.5
    n_bots: int = 5
    bot_views: int = 120


@dataclass
class Service:
    """The world: draw it with a seed, then run its months in order with :meth:`month`.

    Attributes
    ----------
    seed
        Everything follows from it, except for what the recommender chooses.
    calendar
        When things go wrong.
    settings
        The size of the world.
    titles
        One row a title: ``genre`` and ``arrival`` (month); what a recommender may know.

    Examples
    --------
    >>> service = Service(seed=0)
    >>> log, quality = service.month(0, lambda title, match: match)
    >>> sorted(log.columns)[:4]
    ['event_id', 'genre', 'match', 'month']
    """

    seed: int
    calendar: Calendar = field(default_factory=Calendar)
    settings: ServiceSettings = field(default_factory=ServiceSettings)
    titles: pd.DataFrame = field(init=False)

    def __post_init__(self) -> None:
        s, rng = self.settings, np.random.default_rng(self.seed)
        sizes(sessions=s.sessions, titles=s.titles)
        whole(s.candidates, "candidates", least=1, most=s.titles)
        whole(s.slots, "slots", least=1, most=s.candidates)
        for name in ("arrivals", "n_bots", "bot_views"):
            whole(getattr(s, name), name)
        amounts(bait=s.bait, survey_noise=s.survey_noise)
        n = s.titles + 12 * s.arrivals
        self._quality = rng.normal(0, 0.8, n)
        self._bait = rng.normal(-1.5, s.bait, n)
        self._appeal = rng.normal(0, 0.8, (2, N_GENRES))
        self._platform_taste = rng.normal(0, 0.7, (len(PLATFORMS), N_GENRES))
        self._targets = np.argsort(self._quality[: s.titles])[:6]  # what the bots push is poor
        arrival = np.maximum(0, (np.arange(n) - s.titles) // max(s.arrivals, 1) + 1)
        arrival[: s.titles] = 0
        self.titles = pd.DataFrame({"genre": rng.integers(0, N_GENRES, n), "arrival": arrival})

    def month(self, month: int, score: Score) -> tuple[pd.DataFrame, float]:
        """Serve one month and return its log and how good it really was.

        Visitors, candidates and luck depend on the seed and month alone, so that two
        recommenders meet the same visitors.

        Parameters
        ----------
        month
            0 to 12.
        score
            Given ``title`` (sessions x candidates, row numbers of ``titles``) and ``match``
            (same shape: the surveyed taste for the title's genre, in logits), returns scores of
            the same shape; the highest are shown, best first.

        Returns
        -------
        log : pandas.DataFrame
            What was shown: ``event_id``, ``month``, ``visitor``, ``platform``, ``title``,
            ``genre``, ``position`` (1 is the top), ``match`` and ``seconds`` watched (0: not
            played), after the faults of the month.
        quality : float
            Enjoyed titles a visit, as a share of what an all-knowing recommender would reach.

        Raises
        ------
        ValueError
            If the month is not in the year, or the scores have another shape or are not finite.
        """
        whole(month, "month", most=12)
        s, rng = self.settings, np.random.default_rng([self.seed, month, 1])
        live = np.flatnonzero(self.titles["arrival"] <= month)
        genre = self.titles["genre"].to_numpy()
        title = live[rng.random((s.sessions, len(live))).argsort(axis=1)[:, : s.candidates]]
        platform = rng.integers(0, len(PLATFORMS), s.sessions)
        taste = self._platform_taste[platform] + rng.normal(0, 1, (s.sessions, N_GENRES))
        survey = taste + rng.normal(0, s.survey_noise, taste.shape)
        match = np.take_along_axis(survey, genre[title], axis=1)
        enjoy = self._enjoyment(month, title, np.take_along_axis(taste, genre[title], axis=1))

        scores = reals(score(title, match), "scores", shape=title.shape)
        seen = 1 / np.sqrt(np.arange(1, s.slots + 1))
        shown = _best(scores, s.slots)
        reached = (np.take_along_axis(enjoy, shown, axis=1) * seen).sum()
        possible = (np.take_along_axis(enjoy, _best(enjoy, s.slots), axis=1) * seen).sum()

        log = self._watch(
            rng,
            np.take_along_axis(title, shown, axis=1),
            np.take_along_axis(enjoy, shown, axis=1),
            seen,
        )
        log.insert(0, "month", month)
        log["platform"] = np.repeat(np.array(PLATFORMS)[platform], s.slots)
        log["match"] = np.take_along_axis(match, shown, axis=1).ravel()
        log["visitor"] = month * 100_000 + np.repeat(np.arange(s.sessions), s.slots)
        return self._faults(month, log), float(reached / possible)

    def _enjoyment(self, month: int, title: IntArray, taste: FloatArray) -> FloatArray:
        changed = self.calendar.new_taste is not None and month >= self.calendar.new_taste
        appeal = self._appeal[int(changed)][self.titles["genre"].to_numpy()[title]]
        return np.asarray(1 / (1 + np.exp(2.0 - taste - appeal - self._quality[title])))

    def _watch(
        self, rng: np.random.Generator, title: IntArray, enjoy: FloatArray, seen: FloatArray
    ) -> pd.DataFrame:
        examined = rng.random(title.shape) < seen
        enjoyed = examined & (rng.random(title.shape) < enjoy)
        lured = rng.random(title.shape) < 1 / (1 + np.exp(-self._bait[title]))
        typical = np.where(enjoyed, ENJOYED_SECONDS, LEFT_SECONDS)
        seconds = typical * rng.lognormal(0, 0.5, title.shape)
        seconds[~enjoyed & ~(examined & lured)] = 0
        position = np.broadcast_to(np.arange(1, title.shape[1] + 1), title.shape)
        return pd.DataFrame(
            {
                "title": title.ravel(),
                "genre": self.titles["genre"].to_numpy()[title.ravel()],
                "position": position.ravel(),
                "seconds": seconds.ravel(),
            }
        )

    def _faults(self, month: int, log: pd.DataFrame) -> pd.DataFrame:
        def acts(start: int | None) -> bool:
            return start is not None and month >= start

        rng = np.random.default_rng([self.seed, month, 2])
        if acts(self.calendar.bots):
            log = pd.concat([log, self._bots(rng, month)], ignore_index=True)
        log["event_id"] = month * 1_000_000 + np.arange(len(log))
        if acts(self.calendar.milliseconds):
            log.loc[log["platform"] == "phone", "seconds"] *= 1000
        if acts(self.calendar.retries):
            again = (log["platform"] == "tv") & (log["seconds"] > 0)
            times = np.where(again, rng.integers(2, 5, len(log)), 1)
            log = log.loc[log.index.repeat(times)].reset_index(drop=True)
        return log

    def _bots(self, rng: np.random.Generator, month: int) -> pd.DataFrame:
        n = self.settings.n_bots * self.settings.bot_views
        title = rng.choice(self._targets, n)
        return pd.DataFrame(
            {
                "month": month,
                "title": title,
                "genre": self.titles["genre"].to_numpy()[title],
                "position": rng.integers(1, self.settings.slots + 1, n),
                "seconds": ENJOYED_SECONDS * rng.lognormal(0, 0.1, n),
                "platform": "web",
                "match": rng.normal(0, 1, n),
                "visitor": month * 100_000
                + 90_000
                + np.repeat(np.arange(self.settings.n_bots), self.settings.bot_views),
            }
        )


def _best(scores: FloatArray, k: int) -> IntArray:
    return np.argsort(-scores, axis=1, kind="stable")[:, :k]
