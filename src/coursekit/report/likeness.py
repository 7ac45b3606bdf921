"""Pairs of answers to look at: near-identical, in a way that is rare in this class.

After Schleimer, Wilkerson and Aiken (2003, Moss): answers are compared by passages of their
normalised code; passages that the release already held or that many students have are left
out. What remains and is shared by two students is the surprise. How surprising is told by the
class itself: how many of all its pairs share as much. Nothing here says who wrote what.
"""

import math
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from coursekit.report.code import passages
from coursekit.report.model import Answer, ClassBook, Entry, Key

FEWEST_ANSWERS = 10
"""Answers to a question below which nothing can be called rare."""

RARE_SHARE, RARE_AT_LEAST = 0.05, 3
"""A passage is rare where at most this share of the answers, or this many, have it."""

FEWEST_PASSAGES = 10
"""Rare passages that two answers must share: about as much as two lines hold."""

ALIKE = 0.7
"""The share of all their passages that two answers must have in common."""

MOST = 50
"""Pairs that are listed."""


@dataclass(frozen=True)
class Match:
    """Two near-identical answers to one question.

    `alike` is the share of their passages in common (Dice's coefficient), `rare` how many
    rare ones they share, `alone` how many of those nobody else has.
    """

    key: Key
    alike: float
    rare: int
    alone: int


@dataclass(frozen=True)
class Pair:
    """Two students with near-identical answers; `as_much` pairs share as much as they or more."""

    first: Entry
    second: Entry
    matches: tuple[Match, ...]
    as_much: int


@dataclass(frozen=True)
class Likeness:
    """The pairs to look at, the most surprising first, and what is usual in this class.

    `pairs` counts all pairs of students compared, `sharing` those with any rare passage in
    common, `found` those near-identical in a question, of which `listed` shows the first.
    `compared` and `too_few` name the questions that could be compared and those that not.
    """

    listed: tuple[Pair, ...]
    found: int
    pairs: int
    sharing: int
    students: int
    compared: tuple[Key, ...]
    too_few: tuple[Key, ...]


@dataclass(frozen=True)
class _Compared:
    """One question: who answered, with which passages; the surprise that pairs share."""

    key: Key
    rows: list[int]
    sets: list[frozenset[int]]
    holders: Counter[int]
    most: int
    bits: sparse.coo_array
    shared: sparse.coo_array

    def near(self) -> Iterator[tuple[int, int, float]]:
        """Find the near-identical pairs: their rows, and the share of passages in common."""
        likely = self.shared.data >= FEWEST_PASSAGES
        for i, j in zip(*(where[likely].tolist() for where in self.shared.coords), strict=True):
            mine, theirs = self.sets[i], self.sets[j]
            alike = 2 * len(mine & theirs) / (len(mine) + len(theirs))
            if alike >= ALIKE:
                yield i, j, alike

    def match(self, i: int, j: int, alike: float) -> Match:
        """Describe the match of two rows."""
        holders = [self.holders[passage] for passage in self.sets[i] & self.sets[j]]
        rare, alone = sum(h <= self.most for h in holders), holders.count(2)
        return Match(self.key, alike, rare, alone)


def compare(book: ClassBook) -> Likeness:
    """Compare everybody's answers with everybody's, question by question."""
    students = [entry for entry in book.entries if entry.answers]
    tables, too_few = [], []
    for answer in book.code:
        rows = [n for n, entry in enumerate(students) if answer.key in entry.answers]
        if len(rows) < FEWEST_ANSWERS:
            too_few.append(answer.key)
        else:
            tables.append(_question(answer, students, rows))
    found: dict[tuple[int, int], list[tuple[_Compared, int, int, float]]] = {}
    for table in tables:
        for i, j, alike in table.near():
            pair = table.rows[i], table.rows[j]
            found.setdefault(pair, []).append((table, i, j, alike))
    surprise = _total(tables, len(students))
    ranked = np.sort(surprise.data)
    places = zip(*(where.tolist() for where in surprise.coords), strict=True)
    bits = dict(zip(places, surprise.data.tolist(), strict=True))
    order = sorted(found, key=lambda pair: (-bits[pair], pair))
    listed = []
    for pair in order[:MOST]:
        matches = (table.match(i, j, alike) for table, i, j, alike in found[pair])
        as_much = len(ranked) - int(np.searchsorted(ranked, bits[pair] - 1e-6))
        most_first = tuple(sorted(matches, key=lambda match: -match.rare))
        listed.append(Pair(students[pair[0]], students[pair[1]], most_first, as_much))
    return Likeness(
        listed=tuple(listed),
        found=len(found),
        pairs=math.comb(len(students), 2),
        sharing=len(ranked),
        students=len(students),
        compared=tuple(table.key for table in tables),
        too_few=tuple(too_few),
    )


def _question(answer: Answer, students: list[Entry], rows: list[int]) -> _Compared:
    stub = passages(answer.stub)
    known: dict[str, frozenset[int]] = {}
    sets = []
    for row in rows:
        source = students[row].answers[answer.key]
        if source not in known:
            with warnings.catch_warnings():  # of what the student wrote, to nobody's use here
                warnings.simplefilter("ignore")
                known[source] = passages(source) - stub
        sets.append(known[source])
    holders = Counter(passage for found in sets for passage in found)
    most = max(RARE_AT_LEAST, int(RARE_SHARE * len(rows)))
    rare = {p: n for n, p in enumerate(p for p, held in holders.items() if 1 < held <= most)}
    columns = [[rare[p] for p in found if p in rare] for found in sets]
    ends = np.cumsum([0, *map(len, columns)])
    indices = np.array([c for found in columns for c in found], dtype=np.int64)
    ones = np.ones(len(indices), dtype=np.float64)
    held = sparse.csr_array((ones, indices, ends), shape=(len(rows), len(rare)))
    weights = np.array([math.log2(len(rows) / holders[p]) for p in rare])
    return _Compared(
        key=answer.key,
        rows=rows,
        sets=sets,
        holders=holders,
        most=most,
        bits=_above(held * np.sqrt(weights)),
        shared=_above(held),
    )


def _above(held: sparse.csr_array) -> sparse.coo_array:
    """Return what each two rows share, each pair once."""
    return sparse.coo_array(sparse.triu(held @ held.T, k=1))


def _total(tables: list[_Compared], students: int) -> sparse.coo_array:
    """Return the surprise that each two students share over all questions, in bits."""
    total = sparse.csr_array((students, students))
    for table in tables:
        rows, bits = np.array(table.rows), table.bits
        places = (rows[bits.row], rows[bits.col])
        total = total + sparse.coo_array((bits.data, places), shape=total.shape).tocsr()
    total.eliminate_zeros()
    return total.tocoo()
