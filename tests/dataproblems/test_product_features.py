import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.linear_model import Ridge

from dataproblems.datasets import load_purchases
from dataproblems.product_features import (
    NOT_RECOMMENDED,
    first_purchases,
    learned_content_scores,
    product_metadata,
)


@pytest.fixture(scope="module")
def pairs():
    return first_purchases()


@pytest.fixture(scope="module")
def raw():
    return load_purchases()


def test_pairs_agree_with_pandas_on_a_sample_of_households(pairs, raw):
    some = raw.purchases[raw.purchases["household_id"] < 60].merge(raw.products)
    some = some[~some["department"].isin(NOT_RECOMMENDED)]
    expected = (
        some.groupby(["household_id", "product_id"])
        .agg(
            first=("timestamp", "min"),
            last=("timestamp", "max"),
            baskets=("basket_id", "nunique"),
        )
        .reset_index()
    )
    found = pairs[pairs["household_id"] < 60].reset_index(drop=True)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


def test_rare_products_are_left_out_whole(pairs):
    counts = pairs["product_id"].value_counts()
    kept = first_purchases(min_households=50)["product_id"].value_counts()
    pd.testing.assert_series_equal(
        kept.sort_index(), counts[counts >= 50].sort_index(), check_dtype=False
    )


def test_metadata_keep_the_order_asked_for(raw):
    ids = [26093, 25671, 26889]
    found = product_metadata(ids)
    assert list(found.index) == ids
    assert list(found["category"]) == ["BREAD", "FRZN ICE", "MAGAZINE"]
    assert found.loc[25671, "text"] == "ICE - CRUSHED CUBED 22 LB"
    paid = raw.purchases[(raw.purchases["product_id"] == 26093) & (raw.purchases["quantity"] > 0)]
    median = (paid["sales_value"] / paid["quantity"])[paid["sales_value"] > 0].median()
    assert np.exp(found.loc[26093, "log_price"]) == pytest.approx(median, rel=1e-4)


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="min_households"):
        first_purchases(0)
    with pytest.raises(ValueError, match="no metadata for product -1"):
        product_metadata([-1])


def test_learned_scores_are_those_of_ridge_and_ignore_the_targets_own_purchases():
    rng = np.random.default_rng(0)
    X = sparse.csr_array((rng.random((7, 30)) < 0.3).astype(float))
    F = sparse.csr_array(rng.normal(size=(30, 4)))
    targets = np.array([2, 5, 29])
    known = np.setdiff1d(np.arange(30), targets)
    ridge = Ridge(alpha=2.0, fit_intercept=False).fit(F[known].toarray(), X[:, known].toarray().T)
    found = learned_content_scores(X, F, targets, regularisation=2.0)
    np.testing.assert_allclose(found, ridge.predict(F[targets].toarray()).T)
    hidden = X.toarray()
    hidden[:, targets] = 1
    np.testing.assert_allclose(
        learned_content_scores(sparse.csr_array(hidden), F, targets, 2.0), found
    )


@pytest.mark.parametrize(("items", "penalty", "message"), [(5, 1, "items"), (4, 0, "positive")])
def test_learned_scores_refuse_bad_input(items, penalty, message):
    X, F = sparse.csr_array(np.ones((2, 4))), sparse.csr_array(np.ones((items, 2)))
    with pytest.raises(ValueError, match=message):
        learned_content_scores(X, F, [0], penalty)
