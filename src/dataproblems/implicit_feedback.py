"""Recommenders that learn from what people do, and the confidence that deeds deserve."""

from typing import Self

import numpy as np
from implicit.cpu.als import AlternatingLeastSquares
from numpy.typing import ArrayLike
from scipy import linalg, sparse
from threadpoolctl import threadpool_limits

from dataproblems.arrays import FloatArray, IntArray, SparseMatrix
from dataproblems.contracts import fitted, interactions, positions, real, reals, whole


class EASE:
    """The shallow autoencoder EASE (Steck, 2019).

    Each item is predicted from all the *other* items by one ridge regression: the item-item
    weights B minimise ``|X - XB|^2 + regularization |B|^2`` with a diagonal of zeros, which has
    a closed form. The inverse is taken on the smaller side: item x item, or user x user through
    the Woodbury identity, with the same scores. Taught on the Netflix chapter's sparsity page.

    Parameters
    ----------
    regularization
        Ridge penalty, > 0. SparseMatrix data wants more; a few hundred is a fair start.

    Raises
    ------
    ValueError
        If ``regularization`` is not positive.
    """

    def __init__(self, regularization: float = 300.0) -> None:
        self.regularization = real(regularization, "regularization", above=0)

    def fit(self, X: SparseMatrix) -> Self:
        """Learn the weights from interactions of shape (n_users, n_items).

        Entries may be binary or carry confidence. Costs the cube of the smaller side.

        Raises
        ------
        ValueError
            If there is no user or no item, or an entry is not finite.
        """
        X = interactions(X, "X")
        if 0 in X.shape:
            raise ValueError(f"X of shape {X.shape} holds nothing to learn from")
        n_users, n_items = X.shape
        self._X: sparse.csr_array | None = None
        if n_items <= n_users:
            self._inverse = _ridge_inverse(sparse.csr_array(X.T @ X), self.regularization)
            self._diagonal = np.diag(self._inverse)
        else:
            # (X'X + rI)^-1 = (I - X' (XX' + rI)^-1 X) / r, never formed item by item
            self._X = X
            self._inverse = _ridge_inverse(X @ X.T, self.regularization) @ X
            explained = np.asarray(X.multiply(self._inverse).sum(axis=0))
            self._diagonal = (1 - explained) / self.regularization
        return self

    def predict(self, X: SparseMatrix, items: IntArray | None = None) -> FloatArray:
        """Score items for histories of shape (n_rows, n_items), seen users or new ones.

        Parameters
        ----------
        X
            The whole histories, whichever items are scored.
        items
            Positions of the items to score, where only some are candidates; by default all.

        Returns
        -------
        numpy.ndarray
            Shape (n_rows, n_items), or (n_rows, len(items)). Only the order within a row means
            anything.

        Raises
        ------
        ValueError
            If the model is not fitted, the items are not as many as in the training, an entry is
            not finite, or one of ``items`` is no position.
        """
        fitted(self, "_diagonal")
        X = interactions(X, "X", (None, len(self._diagonal)))
        wanted = slice(None) if items is None else positions(items, "items", X.shape[1])
        histories: FloatArray = X.toarray()[:, wanted]
        if self._X is None:
            projected = X @ self._inverse[:, wanted]
        elif _alike(X, self._X):  # XX' (XX' + rI)^-1 X = X - r (XX' + rI)^-1 X
            projected = self._inverse[:, wanted]
        else:
            shared = (X @ self._X.T).toarray()
            projected = (histories - shared @ self._inverse[:, wanted]) / self.regularization
        return histories - projected / self._diagonal[wanted]

    @property
    def weights(self) -> FloatArray:
        """Item-item weights B, shape (n_items, n_items), diagonal zero; for small catalogues."""
        B = self.predict(sparse.eye_array(len(self._diagonal), format="csr"))
        np.fill_diagonal(B, 0)
        return B


class ALS:
    """Implicit-feedback matrix factorisation (Hu, Koren & Volinsky, 2008) by ``implicit``.

    A thin wrapper: seeded, on one thread, with the interface of :class:`EASE`. An entry x of
    the matrix is a preference of 1 held with confidence 1 + ``alpha`` x.

    Parameters
    ----------
    factors
        Length of the user and item vectors.
    regularization
        Ridge penalty on them.
    alpha
        Confidence gained by one unit of the matrix.
    iterations
        Alternations over users and items.
    random_state
        Seed of the starting vectors.

    Raises
    ------
    ValueError
        If ``factors`` or ``iterations`` is below 1, or a penalty or ``alpha`` not positive.
    """

    def __init__(
        self,
        factors: int = 64,
        regularization: float = 10.0,
        alpha: float = 10.0,
        iterations: int = 15,
        random_state: int = 0,
    ) -> None:
        self.alpha = real(alpha, "alpha", above=0)
        # implicit warns, when the model is made, of BLAS threads that would fight its own
        with threadpool_limits(1, "blas"):
            self._model = AlternatingLeastSquares(
                factors=whole(factors, "factors", least=1),
                regularization=real(regularization, "regularization", above=0),
                iterations=whole(iterations, "iterations", least=1),
                random_state=random_state,
                num_threads=1,
            )

    def fit(self, X: SparseMatrix) -> Self:
        """Learn the vectors from interactions of shape (n_users, n_items), none negative.

        Raises
        ------
        ValueError
            If there is no user or no item, or an entry is negative or not finite.
        """
        known = self._confidence(X)
        if 0 in known.shape:
            raise ValueError(f"X of shape {known.shape} holds nothing to learn from")
        with threadpool_limits(1, "blas"):
            self._model.fit(known, show_progress=False)
        return self

    def predict(self, X: SparseMatrix) -> FloatArray:
        """Score every item for histories of shape (n_rows, n_items), seen users or new ones.

        Each row's user vector is solved for anew with the item vectors held fixed, so that
        events later than the training are folded in.

        Raises
        ------
        ValueError
            If the model is not fitted, the items are not as many as in the training, or an entry is
            negative or not finite.
        """
        if self._model.item_factors is None:
            raise ValueError("ALS must be fitted first: call fit(X)")
        known = self._confidence(X, len(self._model.item_factors))
        with threadpool_limits(1, "blas"):
            users = self._model.recalculate_user(np.arange(known.shape[0]), known)
            scores: FloatArray = (users @ self._model.item_factors.T).astype(float)
        return scores

    def _confidence(self, X: SparseMatrix, n_items: int | None = None) -> sparse.csr_matrix:
        # implicit takes the confidence itself, with 1 understood for every pair not stored
        known = interactions(X, "X", (None, n_items), within=(0, np.inf))
        data = 1 + np.float32(self.alpha) * known.data.astype(np.float32)
        return sparse.csr_matrix((data, known.indices, known.indptr), shape=known.shape)


def confidence_from_watch_fraction(fraction: ArrayLike, full_at: float = 0.9) -> FloatArray:
    """Turn the watched share of a title into the confidence that it was wanted.

    Linear from 0 for a title that was never started up to 1 at ``full_at``, where the credits
    begin. Taught on the Netflix chapter's implicit-feedback page.

    Parameters
    ----------
    fraction
        Any shape, >= 0: minutes watched / minutes of the title. Above 1 (watched twice) is 1.
    full_at
        Watched share that counts as all of it, in (0, 1].

    Raises
    ------
    ValueError
        If a fraction is negative or NaN (a play with no duration logged has no confidence:
        drop it or repair it), or ``full_at`` lies outside of (0, 1].
    """
    mend = "drop or repair such plays first"
    watched = reals(fraction, "fraction", within=(0, np.inf), mend=mend)
    real(full_at, "full_at", above=0, within=(0, 1))
    return np.minimum(watched / full_at, 1.0)


def _alike(a: sparse.csr_array, b: sparse.csr_array) -> bool:
    return a.shape == b.shape and all(
        np.array_equal(getattr(a, part), getattr(b, part)) for part in ("indptr", "indices", "data")
    )


def _ridge_inverse(gram: sparse.csr_array, regularization: float) -> FloatArray:
    ridged = gram.toarray()
    ridged[np.diag_indices_from(ridged)] += regularization
    inverse: FloatArray = linalg.inv(ridged, overwrite_a=True, check_finite=False, assume_a="pos")
    return inverse
