import numpy as np
import pandas as pd
import pytest

from dataproblems.datasets import load_purchases
from dataproblems.product_features import (
    NOT_RECOMMENDED,
    first_purchases,
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
