import numpy as np
import pytest
import surprise
from scipy import sparse

from dataproblems.explicit_feedback import predict_ratings, rate_everything, rating_trainset


@pytest.fixture
def ratings():
    rng = np.random.default_rng(0)
    dense = np.where(rng.random((20, 15)) < 0.4, rng.integers(1, 11, (20, 15)) / 2, 0.0)
    dense[4] = 0
    dense[:, 7] = 0
    return sparse.csr_array(dense)


def test_the_trainset_holds_exactly_the_stored_ratings(ratings):
    trainset = rating_trainset(ratings)
    found = {
        (trainset.to_raw_uid(u), trainset.to_raw_iid(i), r) for u, i, r in trainset.all_ratings()
    }
    user, item = ratings.nonzero()
    assert found == set(zip(user.tolist(), item.tolist(), ratings.data.tolist(), strict=True))


def test_nothing_rated_is_refused():
    with pytest.raises(ValueError, match="nothing to learn from"):
        rating_trainset(sparse.csr_array((3, 3)))


@pytest.mark.parametrize(
    "model",
    [
        surprise.BaselineOnly(verbose=False),
        surprise.SVD(n_factors=3, random_state=0),
        surprise.SVD(3, n_epochs=200, biased=False, lr_all=0.02, random_state=0),
        surprise.KNNWithMeans(verbose=False),
    ],
)
def test_predictions_line_up_with_the_stored_entries(ratings, model):
    model.fit(rating_trainset(ratings))
    predicted = predict_ratings(model, ratings)
    pairs = zip(*ratings.nonzero(), strict=True)
    assert predicted == pytest.approx([model.predict(u, i).est for u, i in pairs])
    assert predicted.shape == ratings.data.shape
    assert np.corrcoef(predicted, ratings.data)[0, 1] > 0.3


@pytest.mark.parametrize(
    "model",
    [surprise.SVD(n_factors=3, n_epochs=5, random_state=0), surprise.BaselineOnly(verbose=False)],
)
def test_rating_everything_equals_surprise_also_for_strangers(ratings, model):
    model.fit(rating_trainset(ratings))
    rows = np.array([6, 4, 0])
    scores = rate_everything(model, ratings.shape[1], rows)
    for row, user in enumerate(rows):
        for item in range(ratings.shape[1]):
            expected = model.predict(user, item, clip=False).est
            assert scores[row, item] == pytest.approx(expected)


def test_rating_everything_takes_the_known_users_in_order(ratings):
    model = surprise.SVD(n_factors=3, n_epochs=5, random_state=0).fit(rating_trainset(ratings))
    known = np.flatnonzero(np.diff(ratings.indptr))
    assert (rate_everything(model, 15) == rate_everything(model, 15, known)).all()


def test_predicted_stars_stay_on_the_scale(ratings):
    model = surprise.SVD(n_factors=3, n_epochs=200, lr_all=0.05, random_state=0)
    predicted = predict_ratings(model.fit(rating_trainset(ratings)), ratings)
    assert predicted.min() == 0.5
    assert predicted.max() == 5
