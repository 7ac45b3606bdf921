"""Item analysis: how hard each question is, and whether it tells students apart.

Difficulty is the share of the points that were earned. Discrimination is the correlation of a
question's points with the points of all the rest (the question itself left out, as else every
question would agree with itself): the point-biserial correlation where the question gives all
or nothing, the item-rest correlation where it gives partial credit. Both are Pearson's.

Counted are students whose work was graded and who changed at least one answer: what was
rejected or never begun says nothing about a question and would make every question seem to
discriminate well.
"""

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from coursekit.report.model import ClassBook, Entry, Key, Part, Question

FEWEST = 10
"""Students below which no discrimination is stated."""

NEARLY = 0.05
"""A question is suspected where at most this share, or all but this share, has full points."""

_RESAMPLES = 2000
_DEFINED = 0.8
"""The least share of resamples in which the correlation is defined, for an interval."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Discrimination:
    """A correlation with the rest; `low` and `high` bound it at 95% (None: not to be said)."""

    value: float
    low: float | None
    high: float | None
    kind: str

    @property
    def against(self) -> bool:
        """Whether the whole interval is below zero."""
        return self.high is not None and self.high < 0


@dataclass(frozen=True)
class Item:
    """A question, or one test of it.

    Attributes
    ----------
    students
        How many are counted: those whose points here are known.
    share, full, none
        Mean share of the points; shares of students with all points and with none (NaN where
        nobody is counted).
    discrimination
        None where `undefined` says why there is none.
    blank, waiting, again
        How many left it blank, wait for a person's points, or are up for another look.
    """

    name: str
    points: float
    students: int
    share: float
    full: float
    none: float
    discrimination: Discrimination | None
    undefined: str = ""
    blank: int = 0
    waiting: int = 0
    again: int = 0


@dataclass(frozen=True)
class QuestionItem:
    """A question as a whole, and its tests where it has several."""

    question: Question
    whole: Item
    tests: tuple[Item, ...]

    @property
    def rows(self) -> tuple[Item, ...]:
        """The question, then its tests."""
        return (self.whole, *self.tests)


def counted(book: ClassBook) -> list[Entry]:
    """Return the students whom item analysis counts."""
    return [entry for entry in book.scored if not entry.untouched]


def analyse(book: ClassBook) -> list[QuestionItem]:
    """Return the analysis of each question, in the set's order."""
    students = counted(book)
    columns = {part.key: _column(students, part) for part in book.parts}
    whole = {key for key, column in columns.items() if not np.isnan(column).any()}
    found = []
    for question in book.questions:
        keys = [part.key for part in question.parts]
        tests = [
            _item(book, book.label(part.key), part.points, [part.key], None, columns, whole)
            for part in question.parts
        ]
        item = _item(book, question.name, question.points, keys, question, columns, whole)
        found.append(QuestionItem(question, item, tuple(tests) if len(tests) > 1 else ()))
    return found


def _column(students: list[Entry], part: Part) -> Floats:
    """Return everybody's points in one cell, shape (students,); NaN where not known.

    While answers wait for a person, the zeros that blank ones got at once are left out: alone
    they would say that nobody can do it.
    """
    key = part.key
    begun = part.by_hand and any(key in entry.waiting for entry in students)

    def points(entry: Entry) -> float:
        score = entry.scores.get(key)
        hasty = begun and key in entry.blank
        return np.nan if score is None or hasty or key in entry.unmeasured else score

    return np.array([points(entry) for entry in students], dtype=float)


def _item(
    book: ClassBook,
    name: str,
    points: float,
    keys: list[Key],
    question: Question | None,
    columns: dict[Key, Floats],
    whole: set[Key],
) -> Item:
    earned = np.sum([columns[key] for key in keys], axis=0)
    others = [columns[key] for key in columns if key in whole and key not in keys]
    there = ~np.isnan(earned)
    earned = earned[there]
    rest = np.sum(others, axis=0)[there] if others else np.zeros(len(earned))
    found, why = discrimination(earned, rest, points)
    nothing = not len(earned)
    return Item(
        name=name,
        points=points,
        students=len(earned),
        share=np.nan if nothing or not points else float(earned.mean()) / points,
        full=np.nan if nothing else float(np.mean(earned >= points)),
        none=np.nan if nothing else float(np.mean(earned <= 0)),
        discrimination=found,
        undefined=why,
        blank=sum(question is not None and e.left_blank(question) for e in book.scored),
        waiting=sum(not e.waiting.isdisjoint(keys) for e in book.scored),
        again=sum(not e.again.isdisjoint(keys) for e in book.scored),
    )


def discrimination(
    earned: Floats, rest: Floats, points: float
) -> tuple[Discrimination | None, str]:
    """Correlate the points of an item with those of the rest.

    Parameters
    ----------
    earned, rest
        Shape (students,): points in the item and in everything else.
    points
        The most that the item gives.

    Returns
    -------
    Discrimination or None
        The interval is, on each side, the wider of Fisher's (by his z) and the percentile
        bootstrap's over students (Efron, 1979): each alone is too narrow somewhere, Fisher's
        where a few have given up early, the bootstrap's where few are wrong.
    str
        Why it is undefined, where it is.
    """
    if len(earned) < FEWEST:
        return None, f"fewer than {FEWEST} students"
    if np.ptp(earned) == 0:
        return None, "all earned the same"
    if np.ptp(rest) == 0:
        return None, "no differences in the rest"
    told = stats.pearsonr(earned, rest)
    fisher = told.confidence_interval(0.95)
    binary = set(np.unique(earned)) <= {0.0, points}
    kind = "point-biserial" if binary else "item-rest"
    draws = _resampled(earned, rest)
    if np.isnan(draws).mean() > 1 - _DEFINED:
        return Discrimination(float(told.statistic), None, None, kind), ""
    low, high = np.nanquantile(draws, [0.025, 0.975])
    bounds = float(min(low, fisher.low)), float(max(high, fisher.high))
    return Discrimination(float(told.statistic), *bounds, kind), ""


def _resampled(earned: Floats, rest: Floats) -> Floats:
    """Return the correlation in resampled classes, shape (resamples,); NaN where undefined.

    A class is resampled by how often each student is in it, so that the sums over students are
    matrix products. (``scipy.stats.bootstrap`` warns of each class without differences.)
    """
    weights = _weights(len(earned))
    x, y = earned - earned.mean(), rest - rest.mean()
    mean_x, mean_y = weights @ x, weights @ y
    spread_x = weights @ (x * x) - mean_x**2
    spread_y = weights @ (y * y) - mean_y**2
    flat = (spread_x < 1e-12 * x.var()) | (spread_y < 1e-12 * y.var())
    product = np.where(flat, 1.0, spread_x * spread_y)
    drawn: Floats = np.where(
        flat, np.nan, (weights @ (x * y) - mean_x * mean_y) / np.sqrt(np.abs(product))
    )
    return drawn


@functools.lru_cache(maxsize=1)
def _weights(students: int) -> Floats:
    """Return the share of each student in each resampled class, shape (resamples, students)."""
    rng = np.random.default_rng(0)
    drawn = rng.multinomial(students, np.full(students, 1 / students), _RESAMPLES)
    shares: Floats = drawn / students
    return shares


def suspicions(item: Item) -> list[str]:
    """Return what looks wrong with a question, by rules that the report states."""
    found = []
    told = item.discrimination
    if told is not None and told.against:
        found.append(
            "Students who do well elsewhere earn less here than the others, and chance hardly "
            "explains it: a test may reject right answers or accept wrong ones."
        )
    elif told is not None and told.value < 0:
        found.append(
            "Students who do well elsewhere do not earn more here. That may be chance, but read "
            "the tests again."
        )
    if item.students < FEWEST:
        return found
    if item.full <= NEARLY:
        found.append(
            "Nearly nobody has all the points: is it much too hard, or do its tests ask for what "
            "the question does not say?"
        )
    elif item.full >= 1 - NEARLY:
        found.append(
            "Nearly everybody has all the points: it tells nobody apart, which may be meant "
            "(a warm-up), or its tests let too much pass."
        )
    return found
