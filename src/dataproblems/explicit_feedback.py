"""Rating models of the library ``surprise`` on sparse user x item matrices."""

import numpy as np
import pandas as pd
import surprise
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]


def rating_trainset(
    ratings: sparse.csr_array, scale: tuple[float, float] = (0.5, 5.0)
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
        If nothing is rated.
    """
    if not ratings.nnz:
        raise ValueError("there is no rating to learn from")
    entries = ratings.tocoo()
    user, item = entries.coords
    frame = pd.DataFrame({"user": user, "item": item, "rating": entries.data})
    data = surprise.Dataset.load_from_df(frame, surprise.Reader(rating_scale=scale))
    return data.build_full_trainset()


def predict_ratings(model: surprise.AlgoBase, pairs: sparse.csr_array) -> Floats:
    """Predict the stars of the stored entries of ``pairs``, in the order of its data."""
    user, item = pairs.tocoo().coords
    if isinstance(model, surprise.SVD):  # all at once: a call a pair takes most of a page's time
        scores = rate_everything(model, pairs.shape[1], np.arange(pairs.shape[0]))
        return np.clip(scores[user, item], *model.trainset.rating_scale)
    return np.array([model.predict(u, i).est for u, i in zip(user, item, strict=True)])


def rate_everything(
    model: surprise.SVD, n_items: int, rows: NDArray[np.intp] | None = None
) -> Floats:
    """Predict the stars of every title for some users with a factor model, without clipping.

    A user or item that the model has never seen has no bias and no factors, as in
    ``surprise``.

    Parameters
    ----------
    model
        A ``surprise.SVD`` with biases, fitted on a :func:`rating_trainset`.
    n_items
        Columns of the matrix it was fitted on.
    rows
        Positions of the users; by default all that the model knows, in order of position.

    Returns
    -------
    numpy.ndarray
        Shape (n_rows, n_items), in stars.
    """
    known = model.trainset
    users = np.array([known.to_raw_uid(u) for u in known.all_users()])
    items = np.array([known.to_raw_iid(i) for i in known.all_items()])
    rows = np.sort(users) if rows is None else np.asarray(rows)
    n_users = max(users.max(), rows.max()) + 1
    user_bias, item_bias = np.zeros(n_users), np.zeros(n_items)
    user_bias[users], item_bias[items] = model.bu, model.bi
    p, q = np.zeros((n_users, model.n_factors)), np.zeros((n_items, model.n_factors))
    p[users], q[items] = model.pu, model.qi
    scores: Floats = p[rows] @ q.T
    scores += known.global_mean + user_bias[rows, None] + item_bias
    return scores
