"""Recommending where there is no history yet: content, elicitation and the handover to behaviour.

Taught on the pages *Cold start* of the Netflix and Amazon chapters. Rows are users and columns
are items unless a docstring says otherwise; nothing here depends on what the items are.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import linalg, sparse, special
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import SplineTransformer, normalize

from dataproblems.arrays import FloatArray, IntArray, Rng, SparseMatrix
from dataproblems.contracts import choice, columns, positions, real, reals
from dataproblems.contracts import interactions as matrix_of

Scale = Literal["zscore", "rank"]
Strategy = Literal["random", "popularity", "entropy", "entropy0", "popularity-entropy"]


def content_features(
    items: pd.DataFrame,
    *,
    labels: Sequence[str] = (),
    categories: Sequence[str] = (),
    numbers: Sequence[str] = (),
    text: Sequence[str] = (),
) -> sparse.csr_array:
    """Turn metadata into one unit vector per item, every field weighing the same.

    Their products are cosine similarities. A missing value adds nothing: the item is then
    described by its other fields. A field without a value, or of words that no two items share,
    adds nothing to any.

    Parameters
    ----------
    items
        One row an item.
    labels
        Columns that hold several labels joined by ``|``, such as genres (TF-IDF weighted).
    categories
        Columns that hold one label, such as a brand.
    numbers
        Numeric columns, such as year or price: overlapping bins between six quantiles, so that
        close values are similar.
    text
        Columns of words, such as titles (TF-IDF of words found in at least two items).

    Returns
    -------
    scipy.sparse.csr_array
        Shape (n_items, n_features); rows have length 1, or 0 for an item without any value.

    Raises
    ------
    ValueError
        If no field is named, one is not a column of ``items``, or none tells anything.
    """
    fields = [*labels, *categories, *numbers, *text]
    columns(items, "items", fields)
    if not fields:
        raise ValueError(f"name at least one column of {list(items.columns)}")
    words = TfidfVectorizer(min_df=2, stop_words="english")
    blocks = [
        *(_vectorised(items[field], TfidfVectorizer(analyzer=_split)) for field in labels),
        *(_vectorised(items[field], TfidfVectorizer(analyzer=_whole)) for field in categories),
        *(_hats(items[field]) for field in numbers),
        *(_vectorised(items[field], words) for field in text),
    ]
    features = sparse.hstack(blocks, format="csr")
    if not features.nnz:
        raise ValueError(f"the columns {fields} of items hold nothing that tells items apart")
    return sparse.csr_array(normalize(features))


def content_scores(
    interactions: SparseMatrix, features: SparseMatrix, targets: ArrayLike | None = None
) -> FloatArray:
    r"""Score items by their mean similarity to what each user has taken up.

    .. math:: s_{uj} = \sum_{i} x_{ui} \, f_i^\top f_j \Big/ \sum_i |x_{ui}|

    The sums leave out all ``targets``, so that scores can be tested against their interactions.
    Leaving out only item j from the score of j would not do: then j alone lacks its own mark,
    which gives it away among the other targets.

    Parameters
    ----------
    interactions
        Shape (n_users, n_items): strength of preference, 0 where none was seen; negative
        values push away.
    features
        Shape (n_items, n_features), as from :func:`content_features`.
    targets
        Columns to score, and never to read: titles to be treated as new. By default every item
        is scored from the whole history.

    Returns
    -------
    numpy.ndarray
        Shape (n_users, n_targets); 0 for users without history.

    Raises
    ------
    ValueError
        If the two matrices do not agree on the number of items, an entry is not finite, or a
        target is no column.
    """
    X, F, scored = _history(interactions, features, targets)
    total: FloatArray = ((X @ F) @ F[scored].T).toarray()
    history = abs(X).sum(axis=1)[:, None]
    return np.asarray(np.divide(total, history, out=np.zeros_like(total), where=history > 0))


def content_ridge_scores(
    interactions: SparseMatrix,
    features: SparseMatrix,
    targets: ArrayLike | None = None,
    regularization: float = 10.0,
) -> FloatArray:
    """Score items by one ridge regression per user, from features to what the user took up.

    Unlike :func:`content_scores` it learns which features matter to whom. All users share one
    inverse, of features by features.

    Parameters
    ----------
    interactions, features, targets
        As in :func:`content_scores`; ``targets`` are no part of the training either.
    regularization
        Ridge penalty, positive.

    Returns
    -------
    numpy.ndarray
        Shape (n_users, n_targets); 0 for users without history.

    Raises
    ------
    ValueError
        As :func:`content_scores`, or if the penalty is not positive.
    """
    real(regularization, "regularization", above=0)
    X, F, scored = _history(interactions, features, targets)
    known = F[np.setdiff1d(np.arange(F.shape[0]), scored)] if targets is not None else F
    gram: FloatArray = (known.T @ known).toarray()
    gram[np.diag_indices_from(gram)] += regularization
    weights = linalg.solve(gram, (X @ F).toarray().T, assume_a="pos")
    return np.asarray((F[scored] @ weights).T)


def shrinkage_weight(n: ArrayLike, k: float) -> FloatArray:
    """Trust in behaviour after ``n`` interactions: ``n / (n + k)``.

    ``k`` is the number of interactions at which both sources weigh the same (the pseudo-count
    of an empirical Bayes estimate; Efron & Morris, 1975).

    Raises
    ------
    ValueError
        If an ``n`` is negative or ``k`` is not positive.
    """
    real(k, "k", above=0)
    counts = reals(n, "n", within=(0, np.inf))
    return np.asarray(counts / (counts + k))


def standardize(scores: ArrayLike, scale: Scale = "zscore", axis: int = 1) -> FloatArray:
    """Bring scores to a scale that no unit or offset can change.

    Parameters
    ----------
    scores
        Shape (n_users, n_items).
    scale
        ``"zscore"``: mean 0 and standard deviation 1 (all 0 where scores are constant);
        ``"rank"``: ranks spread evenly from -1 to 1, ties sharing the mean rank.
    axis
        1 to compare the items of a user, 0 to compare the users of an item.

    Raises
    ------
    ValueError
        If there is no such scale or axis, or a score is not finite: mask candidates (minus
        infinity) after scores are on one scale, not before.
    """
    x = reals(scores, "scores", shape=(None, None), mend="mask candidates afterwards")
    choice(scale, "scale", ("zscore", "rank"))
    choice(axis, "axis", (0, 1))
    if scale == "zscore":
        spread = x.std(axis=axis, keepdims=True)
        centred = x - x.mean(axis=axis, keepdims=True)
        flat = spread <= 1e-12 * np.abs(x).max(axis=axis, keepdims=True, initial=0)
        return np.asarray(np.divide(centred, spread, out=np.zeros_like(x), where=~flat))
    from scipy import stats  # here alone: it takes a second to load

    n = x.shape[axis]
    return np.asarray((2 * stats.rankdata(x, axis=axis) - n - 1) / max(n - 1, 1))


def blend(
    content: ArrayLike,
    behaviour: ArrayLike,
    weight: ArrayLike,
    scale: Scale = "zscore",
    axis: int = 1,
) -> FloatArray:
    """Weigh two score matrices after bringing both to a common scale.

    Parameters
    ----------
    content, behaviour
        Shape (n_users, n_items), in any units.
    weight
        Share of behaviour, 0 to 1: one number, one for every row (``axis=1``) or column
        (``axis=0``) that is compared within, or a matrix that broadcasts to the scores, such
        as shape (1, n_items) for a weight per item where the items of a user are compared.
    scale, axis
        As in :func:`standardize`.

    Returns
    -------
    numpy.ndarray
        Shape (n_users, n_items).

    Raises
    ------
    ValueError
        If the shapes differ, a weight lies outside of 0 to 1, or :func:`standardize` objects.
    """
    a, b = reals(content, "content"), reals(behaviour, "behaviour")
    mend = "0 is content alone and 1 behaviour alone"
    w = reals(weight, "weight", within=(0, 1), mend=mend)
    if a.shape != b.shape:
        raise ValueError(f"content has shape {a.shape} but behaviour {b.shape}")
    if w.ndim == 1 and a.ndim == 2 and len(w) != a.shape[1 - axis]:
        raise ValueError(f"weight needs one number for each of {a.shape[1 - axis]}; got {len(w)}")
    if w.ndim == 1:
        w = np.expand_dims(w, axis)
    return (1 - w) * standardize(a, scale, axis) + w * standardize(b, scale, axis)


def fit_shrinkage(
    content: ArrayLike,
    behaviour: ArrayLike,
    n: ArrayLike,
    quality: Callable[[FloatArray], ArrayLike],
    candidates: Sequence[float] = (1, 2, 5, 10, 20, 50, 100),
    scale: Scale = "zscore",
    axis: int = 1,
) -> tuple[float, pd.Series]:
    """Choose the ``k`` of :func:`shrinkage_weight` that works best on validation data.

    Parameters
    ----------
    content, behaviour
        Shape (n_users, n_items): scores of the two sources on validation rows or columns.
    n
        Interactions seen, in a shape that :func:`blend` takes as weight.
    quality
        Takes blended scores, gives one quality or many (averaged); more is better, NaN (a user
        without anything to find) is left out. It must look at validation data alone: choosing
        by the test set flatters the blend.
    candidates
        Values of ``k`` to try.
    scale, axis
        As in :func:`standardize`.

    Returns
    -------
    best : float
        The candidate with the highest mean quality; the smallest of equals.
    curve : pandas.Series
        Mean quality by ``k``.

    Raises
    ------
    ValueError
        If there is no candidate, or no quality that is a number.
    """
    if not len(candidates):
        raise ValueError("candidates must hold at least one k")

    def blended(k: float) -> FloatArray:
        return blend(content, behaviour, shrinkage_weight(n, k), scale, axis)

    tried = sorted(float(k) for k in candidates)
    measured = [reals(quality(blended(k)), "quality", missing=True) for k in tried]
    if any(np.isnan(q).all() for q in measured):
        raise ValueError("quality gave no number: nobody on the validation side can be judged")
    means = [float(np.nanmean(q)) for q in measured]
    curve = pd.Series(means, index=pd.Index(tried, name="k"), name="quality")
    return tried[int(np.argmax(means))], curve


def elicitation_order(
    ratings: SparseMatrix, strategy: Strategy, rng: Rng = 0, like: float = 4.0
) -> IntArray:
    """Order items by how useful it is to ask a new user about them.

    A user who is asked answers *like*, *dislike* or *have not seen it*. The strategies and
    their comparison are from Rashid et al. (2002, 2008).

    Parameters
    ----------
    ratings
        Shape (n_users, n_items): ratings of existing users, 0 (stored or not) where none.
    strategy
        ``"popularity"``: most often rated, likely to be answered. ``"entropy"``: answers split
        most evenly between like and dislike, among those who answer. ``"popularity-entropy"``:
        the product of that entropy and the logarithm of popularity. ``"entropy0"``: entropy of
        all three answers, *have not seen it* included. ``"random"``: any order.
    rng
        Seed or generator of the random order, which also breaks ties.
    like
        Smallest rating that counts as a like.

    Returns
    -------
    numpy.ndarray
        All items, the best first question first.

    Raises
    ------
    ValueError
        If there is no such strategy, or a rating is negative or not finite.
    """
    choice(strategy, "strategy", get_args(Strategy))
    real(like, "like")
    R = matrix_of(ratings, "ratings", within=(0, np.inf)).copy()
    R.eliminate_zeros()
    rated = np.bincount(R.indices, minlength=R.shape[1])
    liked = np.bincount(R.indices[R.data >= like], minlength=R.shape[1])
    disliked, unseen = rated - liked, R.shape[0] - rated
    like_rate = liked / np.maximum(rated, 1)
    opinion = special.entr([like_rate, 1 - like_rate]).sum(axis=0)
    value: FloatArray
    match strategy:
        case "random":
            value = np.zeros(R.shape[1])
        case "popularity":
            value = rated.astype(float)
        case "entropy":
            value = opinion
        case "popularity-entropy":
            value = np.log1p(rated) * opinion
        case "entropy0":
            value = special.entr(np.array([liked, disliked, unseen]) / R.shape[0]).sum(axis=0)
    tie = np.random.default_rng(rng).random(R.shape[1])
    return np.lexsort((tie, -value))


def quality_by_interactions(
    quality: ArrayLike, n: ArrayLike, edges: Sequence[int] = (1, 3, 10, 30, 100)
) -> pd.DataFrame:
    """Average a per-user (or per-item) quality by how many interactions were seen.

    One overall mean hides the newcomers, so the bin of exactly 0 is always there, even if
    nobody is in it.

    Parameters
    ----------
    quality
        Shape (n_users,); NaN where it is not defined.
    n
        Shape (n_users,): interactions seen before the recommendation.
    edges
        Smallest count of each bin after the bin of 0, rising, from 1.

    Returns
    -------
    pandas.DataFrame
        Indexed by bin (``"0"``, ``"1-2"``, ...): ``count`` of those with a quality, ``mean``,
        and ``half_width`` of the 95% interval (NaN below two).

    Raises
    ------
    ValueError
        If ``edges`` do not rise from 1, or lengths differ.
    """
    q = reals(quality, "quality", shape=(None,), missing=True)
    counts = reals(n, "n", within=(0, np.inf))
    if q.shape != counts.shape:
        raise ValueError(f"quality has shape {q.shape} but n {counts.shape}")
    if not len(edges) or edges[0] != 1 or (np.diff(edges) <= 0).any():
        raise ValueError(f"edges must rise from 1, so that no interaction is a bin; got {edges}")
    tops = [*(edge - 1 for edge in edges[1:]), None]
    names = ["0"] + [
        f"{low}+" if top is None else f"{low}" if low == top else f"{low}-{top}"
        for low, top in zip(edges, tops, strict=True)
    ]
    bins = pd.cut(pd.Series(counts), [-np.inf, *edges, np.inf], right=False, labels=names)
    grouped = pd.Series(q).groupby(bins, observed=False)
    half = 1.96 * grouped.sem()
    return pd.DataFrame(
        {"count": grouped.count(), "mean": grouped.mean(), "half_width": half}
    ).rename_axis("interactions")


def _history(
    interactions: SparseMatrix, features: SparseMatrix, targets: ArrayLike | None
) -> tuple[sparse.csr_array, sparse.csr_array, IntArray]:
    X, F = matrix_of(interactions, "interactions").astype(float), matrix_of(features, "features")
    if X.shape[1] != F.shape[0]:
        raise ValueError(f"interactions have {X.shape[1]} items but features describe {F.shape[0]}")
    if targets is None:
        return X, F, np.arange(F.shape[0])
    scored = positions(targets, "targets", F.shape[0])
    if scored.ndim != 1:
        raise ValueError(f"targets must be a flat list of positions; got shape {scored.shape}")
    X.data[np.isin(X.indices, scored)] = 0
    return X, F, scored


def _vectorised(field: pd.Series, vectorizer: TfidfVectorizer) -> sparse.csr_matrix:
    words = field.astype("string").fillna("")
    split = vectorizer.build_analyzer()
    found = Counter(word for text in words for word in set(split(text)))
    if not found or max(found.values()) < vectorizer.min_df:
        return sparse.csr_matrix((len(words), 0))
    return sparse.csr_matrix(vectorizer.fit_transform(words))


def _split(value: str) -> list[str]:
    return [label for label in value.split("|") if label]


def _whole(value: str) -> list[str]:
    return [value] if value else []


def _hats(field: pd.Series) -> sparse.csr_matrix:
    values = reals(field, str(field.name), missing=True).reshape(-1, 1)
    known = ~np.isnan(values).ravel()
    if len(np.unique(values[known])) < 2:
        return sparse.csr_matrix((len(values), 0))
    hats = SplineTransformer(n_knots=6, degree=1, knots="quantile", extrapolation="constant")
    block = np.zeros((len(values), 6))
    block[known] = hats.fit_transform(values[known])
    return sparse.csr_matrix(normalize(block))
