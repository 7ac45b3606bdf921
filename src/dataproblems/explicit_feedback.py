"""Rating models of the library ``surprise`` on sparse user x item matrices."""

from functools import partial

import numpy as np
import pandas as pd
import surprise

from dataproblems.arrays import FloatArray, IntArray, SparseMatrix
from dataproblems.contracts import fitted, interactions, positions, real, whole


def rating_trainset(
    ratings: SparseMatrix, scale: tuple[float, float] = (0.5, 5.0)
) -> surprise.Trainset:
    """Hand a matrix of stars to ``surprise``: ``model.fit(rating_trainset(ratings))``.

    Parameters
    ----------
    ratings
        Shape (n_users, n_items); the stored entries are the ratings. Row and column positions
        become the raw ids.
    scale
        Lowest and highest rating; predictions are clipped to it.

    Raises
    ------
    ValueError
        If nothing is rated, or a rating is missing or lies outside of the scale, to which all
        predictions would be clipped.
    """
    if not real(scale[0], "scale[0]") < real(scale[1], "scale[1]"):
        raise ValueError(f"scale must rise from its lowest to its highest rating; got {scale}")
    known = interactions(ratings, "ratings", within=scale, mend="say which scale it is")
    if not known.nnz:
        raise ValueError("ratings holds nothing to learn from")
    entries = known.tocoo()
    user, item = entries.coords
    frame = pd.DataFrame({"user": user, "item": item, "rating": entries.data})
    data = surprise.Dataset.load_from_df(frame, surprise.Reader(rating_scale=scale))
    trainset = data.build_full_trainset()
    # A model asks for all ratings once an epoch; a list makes fitting SVD more than twice as fast.
    trainset.all_ratings = partial(iter, list(trainset.all_ratings()))
    return trainset


def predict_ratings(model: surprise.AlgoBase, pairs: SparseMatrix) -> FloatArray:
    """Predict the stars of the stored entries of ``pairs``, by user, then item.

    Raises
    ------
    ValueError
        If the model is not fitted, or an entry is not finite.
    TypeError
        If ``model`` is no ``surprise`` model.
    """
    if not isinstance(model, surprise.AlgoBase):
        raise TypeError(f"model must be a surprise model; got {type(model).__name__}")
    fitted(model, "trainset")
    user, item = interactions(pairs, "pairs").tocoo().coords
    has_biases = isinstance(model, surprise.BaselineOnly) or getattr(model, "biased", False)
    if has_biases and isinstance(model, surprise.SVD | surprise.BaselineOnly):
        user_bias, item_bias, p, q = _learned(model, *pairs.shape)  # a call a pair takes long
        stars = user_bias[user] + item_bias[item] + np.einsum("nf,nf->n", p[user], q[item])
        clipped: FloatArray = np.clip(
            model.trainset.global_mean + stars, *model.trainset.rating_scale
        )
        return clipped
    return np.array([model.predict(u, i).est for u, i in zip(user, item, strict=True)])


def rate_everything(
    model: surprise.SVD | surprise.BaselineOnly, n_items: int, rows: IntArray | None = None
) -> FloatArray:
    """Predict the stars of every title for some users with a factor model, without clipping.

    A user or item that the model has never seen has no bias and no factors, as in
    ``surprise``.

    Parameters
    ----------
    model
        A ``surprise.SVD``, or ``surprise.BaselineOnly`` (biases without factors), fitted on a
        :func:`rating_trainset`.
    n_items
        Columns of the matrix it was fitted on.
    rows
        Positions of the users; by default all that the model knows, in order of position.

    Returns
    -------
    numpy.ndarray
        Shape (n_rows, n_items), in stars.

    Raises
    ------
    ValueError
        If a row is no position, the model is not fitted, or it knows an item beyond ``n_items``.
    TypeError
        If ``model`` is neither.
    """
    if not isinstance(model, surprise.SVD | surprise.BaselineOnly):
        raise TypeError(f"model must be a surprise.SVD or BaselineOnly; got {type(model).__name__}")
    fitted(model, "trainset")
    known_items = max(int(model.trainset.to_raw_iid(i)) for i in model.trainset.all_items())
    whole(n_items, "n_items", least=known_items + 1)
    users = [model.trainset.to_raw_uid(u) for u in model.trainset.all_users()]
    rows = np.sort(users) if rows is None else positions(rows, "rows", np.inf)
    user_bias, item_bias, p, q = _learned(model, max(max(users), rows.max()) + 1, n_items)
    scores: FloatArray = p[rows] @ q[:n_items].T
    scores += model.trainset.global_mean + user_bias[rows, None] + item_bias[:n_items]
    return scores


def _learned(
    model: surprise.AlgoBase, n_users: int, n_items: int
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Biases and factors by position, of so many and all whom the model knows; zero for others."""
    known, n_factors = model.trainset, getattr(model, "n_factors", 0)
    users = [known.to_raw_uid(u) for u in known.all_users()]
    items = [known.to_raw_iid(i) for i in known.all_items()]
    n_users, n_items = max(n_users, *users, 0) + 1, max(n_items, *items, 0) + 1
    user_bias, item_bias = np.zeros(n_users), np.zeros(n_items)
    user_bias[users], item_bias[items] = model.bu, model.bi
    p, q = np.zeros((n_users, n_factors)), np.zeros((n_items, n_factors))
    if n_factors:
        p[users], q[items] = model.pu, model.qi
    return user_bias, item_bias, p, q
