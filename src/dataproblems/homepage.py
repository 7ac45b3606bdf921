"""A page of rows: which rows, in which order, and whether a title may stand there twice.

A page is an array of shape (n_rows, n_places) that holds positions of titles, the first place on
the left, -1 where a place is empty. Rows offer titles in their own order, best first.

Taught in the Netflix chapter, on the page *The homepage*.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import ArrayLike

from dataproblems.arrays import BoolArray, FloatArray, IntArray, Rng
from dataproblems.contracts import chances, choice, distributions, positions, real, reals, whole

Order = Literal["given", "sorted", "rescored", "set"]
Repeats = Literal["keep", "drop", "unseen"]


class Attention(NamedTuple):
    """How far people look: a cascade down the rows, and one along each row.

    Attributes
    ----------
    down
        Chance to go on to the next row, in (0, 1).
    along
        Chance to go on to the next title of a row, in (0, 1).
    """

    down: float = 0.8
    along: float = 0.8

    def looks(self, n_rows: int, n_places: int) -> FloatArray:
        """Chance that each place is looked at by somebody who finds nothing before it.

        Returns
        -------
        numpy.ndarray
            Shape (n_rows, n_places); 1 at the top left.

        Raises
        ------
        ValueError
            If a chance does not lie between 0 and 1, or a length is below 1.
        """
        attention = _attention(self)
        row = np.arange(whole(n_rows, "n_rows", least=1))
        place = np.arange(whole(n_places, "n_places", least=1))
        return np.asarray(attention.down ** row[:, None] * attention.along**place)


def arrange(
    rows: ArrayLike,
    chance: ArrayLike,
    kinds: ArrayLike,
    mood: ArrayLike,
    n_rows: int = 8,
    n_places: int = 12,
    *,
    attention: Attention,
    order: Order = "set",
    repeats: Repeats = "drop",
    seen: int = 4,
) -> IntArray:
    r"""Choose rows for a page, from the top down.

    A row's value is the chance that somebody who looks along it finds a title to play tonight,
    over the moods that are still open. If :math:`a_k` is the chance of mood k and
    :math:`q_{jk}` that title j pleases in mood k,

    .. math:: v(r) = \sum_k a_k s_k(r), \qquad
        s_k(r) = \sum_{c} \gamma^{c-1} q_{r_c k} \prod_{b < c} (1 - q_{r_b k}).

    Parameters
    ----------
    rows
        Shape (n_candidates, length): the titles of each row on offer, best first, -1 after the
        last. As long as the page has places, if rows are to be refilled in full.
    chance
        Shape (n_titles,): chance that the user would play each title, were it looked at in a
        mood that it fits.
    kinds
        Shape (n_titles, n_kinds), bool: the moods that each title fits.
    mood
        Shape (n_kinds,): chances of tonight's mood, which sum to 1.
    n_rows, n_places
        Size of the page.
    attention
        How far people are thought to look.
    order
        ``"given"``: as offered. ``"sorted"``: by their own values, all moods open. ``"rescored"``:
        one after another, by the value of what is left of each row once repeats are off.
        ``"set"``: the same, for the moods that the rows above leave unserved,
        :math:`a_k \leftarrow a_k (1 - s_k(r))`.
    repeats
        ``"keep"``: a title may stand in several rows. ``"drop"``: a row shows no title that stands
        above it, and the next ones of its list move up. ``"unseen"``: as ``"drop"``, but only
        titles among the first ``seen`` places of a row above are left out.
    seen
        Places of a row that are thought to be looked at.

    Returns
    -------
    numpy.ndarray
        Shape (n_rows, n_places).

    Raises
    ------
    ValueError
        If shapes do not agree, a position is no title, a chance is none, there are fewer rows on
        offer than the page has, or ``order`` or ``repeats`` is none of the above.
    """
    likely = chances(chance, "chance", shape=(None,))
    fits = reals(kinds, "kinds", shape=(likely.size, None), within=(0, 1))
    open_moods = distributions(mood, "mood", shape=(fits.shape[1],)).copy()
    offered = positions(reals(rows, "rows", shape=(None, None)), "rows", likely.size, least=-1)
    whole(n_rows, "n_rows", least=1, most=len(offered))
    whole(n_places, "n_places", least=1)
    short = max(n_places - offered.shape[1], 0)
    offered = np.pad(offered, ((0, 0), (0, short)), constant_values=-1)
    whole(seen, "seen", least=1)
    choice(order, "order", get_args(Order))
    choice(repeats, "repeats", get_args(Repeats))
    along = _attention(attention).along
    pleases = np.concatenate([likely[:, None] * fits, np.zeros((1, fits.shape[1]))])

    taken = np.zeros(likely.size + 1, dtype=bool)
    taken[-1] = True  # -1, the empty place
    page = np.full((n_rows, n_places), -1, dtype=np.intp)
    left = list(range(len(offered)))
    if order == "sorted":
        own = _found(pleases[_first(offered, taken, n_places)], along) @ open_moods
        left = np.argsort(-own, kind="stable")[:n_rows].tolist()
    for row in page:
        by_turns = order in {"rescored", "set"}
        shown = _first(offered[left if by_turns else left[:1]], taken, n_places)
        best = 0
        if by_turns:
            found = _found(pleases[shown], along)
            best = int(np.argmax(found @ open_moods))
            if order == "set":
                open_moods *= 1 - found[best]
        left.pop(best)
        row[:] = shown[best]
        if repeats != "keep":
            taken[row if repeats == "drop" else row[:seen]] = True
    return page


def visits(
    pages: Sequence[ArrayLike], wanted: ArrayLike, attention: Attention, rng: Rng
) -> IntArray:
    """Let the same people visit several versions of a page, in the same mood and patience.

    A visitor looks along the first row for as long as patience lasts, then goes on to the next
    row or leaves, and plays the first title that is both looked at and wanted.

    Parameters
    ----------
    pages
        Versions of equal shape (n_rows, n_places), as from :func:`arrange`.
    wanted
        Shape (n_visits, n_titles), bool: what would be played tonight.
    attention
        How far people look.
    rng
        Seed or generator of their patience.

    Returns
    -------
    numpy.ndarray
        Shape (n_pages, n_visits): the row of the played title, -1 where nothing was played.

    Raises
    ------
    ValueError
        If there is no page, shapes differ, or a position is no title.
    """
    wishes = reals(wanted, "wanted", shape=(None, None), within=(0, 1)) > 0
    versions = [
        positions(reals(page, "pages", shape=(None, None)), "pages", wishes.shape[1], least=-1)
        for page in pages
    ]
    if not versions or len({page.shape for page in versions}) > 1:
        raise ValueError(f"pages must have one shape; got {[page.shape for page in versions]}")
    attention, rng = _attention(attention), np.random.default_rng(rng)
    (n_rows, n_places), n = versions[0].shape, len(wishes)
    deep = np.arange(n_rows) < rng.geometric(1 - attention.down, n)[:, None]
    far = np.arange(n_places) < rng.geometric(1 - attention.along, (n, n_rows))[:, :, None]
    looked: BoolArray = deep[:, :, None] & far
    wishes = np.concatenate([wishes, np.zeros((n, 1), dtype=bool)], axis=1)
    played = np.array([(wishes[:, page] & looked).any(axis=2) for page in versions])
    return np.where(played.any(axis=2), played.argmax(axis=2), -1)


def first_copies(page: ArrayLike) -> BoolArray:
    """Tell which places hold a title for the first time, read row by row from the top left.

    Returns
    -------
    numpy.ndarray
        Shape of the page; False for empty places and for repeats.

    Raises
    ------
    ValueError
        If the page is not two-dimensional, or holds anything but positions and -1.
    """
    titles = positions(reals(page, "page", shape=(None, None)), "page", np.inf, least=-1)
    first = np.zeros(titles.size, dtype=bool)
    first[np.unique(titles, return_index=True)[1]] = True
    return first.reshape(titles.shape) & (titles >= 0)


def _attention(attention: Attention) -> Attention:
    for name, value in attention._asdict().items():
        if real(value, name, above=0, within=(0, 1)) == 1:
            raise ValueError(f"{name} must lie below 1: nobody looks for ever; got {value}")
    return attention


def _first(rows: IntArray, taken: BoolArray, n_places: int) -> IntArray:
    """Return the first titles of each row that are not taken, -1 where there are no more."""
    free = ~taken[rows]
    shown = np.argsort(~free, axis=1, kind="stable")[:, :n_places]
    return np.where(
        np.take_along_axis(free, shown, axis=1), np.take_along_axis(rows, shown, axis=1), -1
    )


def _found(pleases: FloatArray, along: float) -> FloatArray:
    """Chance to find something along each row, by mood: (rows, places, moods) to (rows, moods)."""
    not_yet = np.cumprod(1 - pleases, axis=1)
    before = np.concatenate([np.ones_like(not_yet[:, :1]), not_yet[:, :-1]], axis=1)
    reached = along ** np.arange(pleases.shape[1])
    return np.asarray(np.einsum("c,rck->rk", reached, pleases * before))
