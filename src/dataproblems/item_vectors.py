"""Items by items: what was bought together, as counts and as vectors.

Taught in the Amazon chapter, on the page *Item to item*.
"""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike
from sklearn.utils.extmath import randomized_svd

from dataproblems.arrays import FloatArray, SparseMatrix
from dataproblems.contracts import fitted, interactions, real, reals, whole


def together(baskets: SparseMatrix, asked: SparseMatrix | None = None) -> FloatArray:
    """Count in how many baskets two items are together.

    Parameters
    ----------
    baskets
        Shape (n_baskets, n_items): an entry that is not 0 is an item in the basket.
    asked
        Shape (n_asked, n_baskets): the baskets to count in, for each item that is asked about.
        By default all items are, in all baskets.

    Returns
    -------
    numpy.ndarray
        Shape (n_items, n_items) with a diagonal of zeros, or (n_asked, n_items).

    Raises
    ------
    ValueError
        If the shapes do not agree or an entry is not finite.
    """
    X = interactions(baskets, "baskets").sign()
    if asked is not None:
        chosen = interactions(asked, "asked", (None, X.shape[0])).sign()
        return np.asarray((chosen @ X).toarray(), dtype=float)
    counts: FloatArray = (X.T @ X).toarray().astype(float)
    np.fill_diagonal(counts, 0)
    return counts


def relatedness(counts: ArrayLike, popularity: ArrayLike, exponent: float) -> FloatArray:
    r"""Score items by how often they were together with another one, less popular ones raised.

    .. math:: s_{ij} = n_{ij} / n_j^a

    For one item i the order is that of the plain counts with a = 0, of the cosine with a = 1/2,
    and of the lift with a = 1. Ties, such as items that were never together with i, are broken
    by popularity.

    Parameters
    ----------
    counts
        Shape (n_asked, n_items), as from :func:`together`.
    popularity
        Shape (n_items,): baskets of each item, positive.
    exponent
        The a above, 0 to 1.

    Raises
    ------
    ValueError
        If shapes disagree, a count is negative, a popularity not positive, or the exponent lies
        outside of 0 to 1.
    """
    n = reals(popularity, "popularity", shape=(None,), above=0)
    c = reals(counts, "counts", shape=(None, n.size), within=(0, np.inf))
    a = real(exponent, "exponent", within=(0, 1))
    least = 1 / n.max(initial=1) ** a  # the smallest score of a count of 1
    return np.asarray(c / n**a + 1e-6 * least * n / n.max(initial=1))


def ppmi(counts: ArrayLike, rows: ArrayLike, columns: ArrayLike, n_baskets: int) -> FloatArray:
    r"""Positive pointwise mutual information of items in baskets (Church & Hanks, 1990).

    .. math:: m_{ij} = \max\left(0, \ln \frac{n_{ij}\, N}{n_i\, n_j}\right)

    Parameters
    ----------
    counts
        Shape (n_rows, n_items): baskets with both.
    rows, columns
        Shapes (n_rows,) and (n_items,): baskets with either, not negative; what is in none has
        no information.
    n_baskets
        All baskets.

    Returns
    -------
    numpy.ndarray
        Shape (n_rows, n_items), in nats; 0 where items were never together.

    Raises
    ------
    ValueError
        If shapes disagree or a number is negative.
    """
    a = reals(rows, "rows", shape=(None,), within=(0, np.inf))
    b = reals(columns, "columns", shape=(None,), within=(0, np.inf))
    c = reals(counts, "counts", shape=(a.size, b.size), within=(0, np.inf))
    total = whole(n_baskets, "n_baskets", least=1)
    ratio = np.zeros_like(c)
    np.divide(c * total, a[:, None] * b, out=ratio, where=(c > 0) & (a[:, None] * b > 0))
    return np.asarray(np.log(np.maximum(ratio, 1)))


class ItemVectors:
    """Vectors of items such that items bought together have large products.

    The PPMI of all pairs is factorised. Word vectors learned by skip-grams with negative samples
    factorise a shifted one (Levy & Goldberg, 2014).

    Parameters
    ----------
    n_factors
        Length of a vector.
    random_state
        Seed of the randomised factorisation.

    Raises
    ------
    ValueError
        If ``n_factors`` is below 1.
    """

    def __init__(self, n_factors: int = 64, random_state: int = 0) -> None:
        self.n_factors = whole(n_factors, "n_factors", least=1)
        self.random_state = random_state

    def fit(self, baskets: SparseMatrix) -> Self:
        """Learn the vectors of the items of baskets, shape (n_baskets, n_items).

        Raises
        ------
        ValueError
            If there are fewer items than factors, or an entry is not finite.
        """
        X = interactions(baskets, "baskets").sign()
        if X.shape[1] <= self.n_factors or not X.nnz:
            raise ValueError(
                f"baskets must hold more than n_factors={self.n_factors} items; got {X.shape[1]}"
            )
        self._n_baskets = X.shape[0]
        self._popularity: FloatArray = np.asarray(X.sum(axis=0), dtype=float)
        information = ppmi(together(X), self._popularity, self._popularity, self._n_baskets)
        _, values, directions = randomized_svd(
            information, self.n_factors, random_state=self.random_state
        )
        root = np.sqrt(np.maximum(values, np.finfo(float).tiny))
        self._directions: FloatArray = directions.T / root
        self.vectors: FloatArray = directions.T * root
        return self

    def fold_in(self, counts: ArrayLike, n: ArrayLike) -> FloatArray:
        """Return vectors of items, known ones or new, by what they were together with.

        Parameters
        ----------
        counts
            Shape (n_asked, n_items): in how many baskets with each of the known items.
        n
            Shape (n_asked,): baskets of each item that is asked about.

        Returns
        -------
        numpy.ndarray
            Shape (n_asked, n_factors); zeros for an item without baskets. Their products with
            ``vectors`` score the known items.

        Raises
        ------
        ValueError
            If the model is not fitted, shapes disagree or a number is negative.
        """
        fitted(self, "vectors")
        return np.asarray(ppmi(counts, n, self._popularity, self._n_baskets) @ self._directions)
