"""Rating models of the library ``surprise`` on sparse user x item matrices."""

import numpy as np
import pandas as pd
import surprise
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]


def fit_ratings(
    model: surprise.AlgoBase,
    ratings: sparse.csr_array,
    scale: tuple[float, float] = (0.5, 5.0),
) -> surprise.AlgoBase:
    """Fit a ``surprise`` model on a matrix of stars and return it.

    Parameters
    ----------
    model
        For example ``surprise.SVD(random_state=0)``.
    ratings
        Shape (n_users, n_items); the stored entries are the ratings. Row and column positions
        become the model's raw ids.
    scale
        Lowest and highest rating; predictions are clipped to it.

    Raises
    ------
    ValueError
        If nothing is rated.
    """
    if not ratings.nnz:
        raise ValueError("there is no rating to learn from")
    user, item = sparse.coo_array(ratings).coords
    frame = pd.DataFrame({"user": user, "item": item, "rating": ratings.tocoo().data})
    data = surprise.Dataset.load_from_df(frame, surprise.Reader(rating_scale=scale))
    return model.fit(data.build_full_trainset())


def predict_ratings(model: surprise.AlgoBase, pairs: sparse.csr_array) -> Floats:
    """Predict the stars of the stored entries of ``pairs``, in the order of its data."""
    user, item = pairs.tocoo().coords
    return np.array([model.predict(u, i).est for u, i in zip(user, item, strict=True)])


def rate_everything(model: surprise.SVD, shape: tuple[int, int]) -> Floats:
    """Predict the stars of every pair with a factor model, without clipping.

    A user or item that the model has never seen has no bias and no factors, as in
    ``surprise``.

    Parameters
    ----------
    model
        A fitted, biased ``surprise.SVD``.
    shape
        (n_users, n_items) of the matrix it was fitted on.
    """
    known = model.trainset
    users = [known.to_raw_uid(u) for u in known.all_users()]
    items = [known.to_raw_iid(i) for i in known.all_items()]
    user_bias, item_bias = np.zeros(shape[0]), np.zeros(shape[1])
    user_bias[users], item_bias[items] = model.bu, model.bi
    p, q = np.zeros((shape[0], model.n_factors)), np.zeros((shape[1], model.n_factors))
    p[users], q[items] = model.pu, model.qi
    scores: Floats = known.global_mean + user_bias[:, None] + item_bias + p @ q.T
    return scores
