"""What counts give away about a person, and what noise and suppression do about it.

Taught on the page *Challenges that recur* of the first chapter. The noise here shows the
mathematics; a release of real people's data needs a vetted library, because the rounding of
floating-point noise itself leaks (Mironov, 2012).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from dataproblems.arrays import FloatArray, Rng
from dataproblems.contracts import columns, keys, real, reals, whole


def laplace_counts(counts: ArrayLike, epsilon: float, sensitivity: float, rng: Rng) -> FloatArray:
    """Add Laplace noise of scale ``sensitivity / epsilon`` to counts (Dwork et al., 2006).

    Parameters
    ----------
    counts
        Any shape: how many rows fall into each cell.
    epsilon
        Privacy loss; the chance of any output changes by at most a factor of exp(epsilon) when
        the protected unit is taken away.
    sensitivity
        By how much the protected unit can change all the counts together (L1): 1 to protect a
        row; the most rows of any one person to protect a person.
    rng
        Generator of the noise. A seed that others know takes all protection away.

    Raises
    ------
    ValueError
        If ``epsilon`` or ``sensitivity`` is not positive.
    """
    scale = real(sensitivity, "sensitivity", above=0) / real(epsilon, "epsilon", above=0)
    x = reals(counts, "counts")
    return np.asarray(x + np.random.default_rng(rng).laplace(scale=scale, size=x.shape))


def bound_contributions(rows: pd.DataFrame, user: str, limit: int, rng: Rng) -> pd.DataFrame:
    """Keep at most ``limit`` random rows of each user, so that nobody can change much.

    Returns
    -------
    pandas.DataFrame
        The rows kept, in their order.

    Raises
    ------
    ValueError
        If ``limit`` is not positive, there is no such column, or a row is nobody's.
    """
    columns(rows, "rows", [user])
    whole(limit, "limit", least=1)
    order = np.random.default_rng(rng).permutation(len(rows))
    shuffled = keys(rows[user], user).iloc[order]
    return rows[(shuffled.groupby(shuffled).cumcount() < limit).sort_index().to_numpy()]


def suppress_small(counts: pd.Series, people: pd.Series, k: int) -> pd.Series:
    """Withhold (as NaN) each count that rests on fewer than ``k`` people.

    Parameters
    ----------
    counts
        What is published, by cell.
    people
        Distinct people behind each cell, same index. Rows are not people: one of them may have
        made all the rows of a cell.
    k
        Smallest group that may be shown.

    Raises
    ------
    ValueError
        If the two are not indexed alike, a cell occurs twice, a value is missing, or ``k`` is
        below 2.
    TypeError
        If one of the two is no Series.
    """
    whole(k, "k", least=2)
    for name, values in (("counts", counts), ("people", people)):
        if not isinstance(values, pd.Series):
            raise TypeError(f"{name} must be a Series by cell; got {type(values).__name__}")
    if not counts.index.equals(people.index) or not counts.index.is_unique:
        raise ValueError("counts and people need the same index, each cell once")
    x, n = reals(counts, "counts"), reals(people, "people", within=(0, np.inf))
    return pd.Series(np.where(n >= k, x, np.nan), counts.index, name=counts.name)


def share_identified(
    rows: pd.DataFrame, user: str, facts: Sequence[str], known: int, rng: Rng
) -> float:
    """Measure how many people an attacker singles out by a few known facts about them.

    For each user with enough rows the attacker knows ``known`` random ones and looks for users
    who have them all (Narayanan & Shmatikov, 2008, with exact facts).

    Parameters
    ----------
    rows
        One row a fact about a user.
    user
        Column that tells users apart; the attacker does not know it.
    facts
        Columns that make up a fact, such as a movie and its rating.
    known
        Facts that the attacker knows about a target, at least 1.
    rng
        Seed or generator of the choice of known facts.

    Returns
    -------
    float
        Share of the users with at least ``known`` distinct facts who are the only match.

    Raises
    ------
    ValueError
        If ``known`` is not positive, no user has that many facts, there is no fact or no such
        column, or a row is nobody's. A missing value is a fact like any other.
    """
    columns(rows, "rows", [user, *facts])
    whole(known, "known", least=1)
    if not facts:
        raise ValueError("facts must name at least one column")
    keys(rows[user], user)
    distinct = rows[[user, *facts]].drop_duplicates().reset_index(drop=True)
    fact = distinct.groupby(list(facts), dropna=False).ngroup()
    held = pd.DataFrame({"person": distinct[user], "fact": fact})
    shuffled = held.sample(frac=1, random_state=rng)
    by_person = shuffled.groupby("person")
    enough = by_person["fact"].transform("size") >= known
    clues = shuffled[enough & (by_person.cumcount() < known)]
    if clues.empty:
        raise ValueError(f"no user has {known} facts to know")
    pairs = clues.merge(held, on="fact", suffixes=("", "_matched"))
    agreed = pairs.groupby(["person", "person_matched"]).size()
    matches = (agreed == known).groupby(level="person").sum()
    return float((matches == 1).mean())
