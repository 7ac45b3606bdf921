import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from dataproblems import datasets
from dataproblems.datasets import (
    DataFileError,
    load_flights,
    load_movielens,
    load_open_bandit,
    load_purchases,
)


def test_a_checked_path_is_that_of_the_file_and_an_unknown_table_is_named():
    assert datasets.checked_path("purchases") == datasets.DATA / "purchases.parquet"
    with pytest.raises(DataFileError, match="no bundled table 'prices'"):
        datasets.checked_path("prices")


def test_movielens_is_the_published_set():
    ratings, movies = load_movielens()
    assert len(ratings) == 100_004
    assert ratings["user_id"].nunique() == 671
    assert ratings["movie_id"].nunique() == len(movies) == 9_066
    assert set(ratings["rating"].unique()) == {k / 2 for k in range(1, 11)}
    assert ratings["timestamp"].dt.year.agg(["min", "max"]).tolist() == [1995, 2016]
    assert not ratings.duplicated(["user_id", "movie_id"]).any()
    toy_story = movies.set_index("movie_id").loc[1]
    assert toy_story["title"] == "Toy Story"
    assert toy_story["year"] == 1995
    assert "Animation" in toy_story["genres"].split("|")


@pytest.mark.parametrize(("campaign", "n_items"), [("all", 80), ("men", 34), ("women", 46)])
@pytest.mark.parametrize("policy", ["random", "bts"])
def test_open_bandit_logs(policy, campaign, n_items):
    log, items = load_open_bandit(policy, campaign)
    assert len(log) == 10_000
    assert len(items) == n_items
    assert set(log["item_id"]) <= set(items["item_id"])
    assert set(log["position"]) == {1, 2, 3}
    assert set(log["click"]) == {0, 1}
    assert log["propensity"].between(0, 1, inclusive="right").all()


def test_the_random_policy_is_uniform():
    log, items = load_open_bandit("random", "all")
    assert log["propensity"].to_numpy() == pytest.approx(1 / len(items))


@pytest.mark.parametrize(("policy", "campaign"), [("greedy", "all"), ("random", "children")])
def test_an_unknown_log_is_named_with_the_choices(policy, campaign):
    with pytest.raises(ValueError, match="must be one of"):
        load_open_bandit(policy, campaign)


def test_purchases_join_their_products():
    purchases, products, promotions, households = load_purchases()
    assert len(purchases) == 1_469_307
    assert purchases["household_id"].nunique() == 2_469
    assert len(households) == 801
    described = purchases["product_id"].isin(products["product_id"])
    assert described.mean() > 0.99
    assert products["product_id"].is_unique
    assert purchases["timestamp"].is_monotonic_increasing
    assert (promotions[["display_percent", "mailer_percent"]].sum(axis=1) >= 5).all()


def test_flights_know_their_missing_delays():
    flights = load_flights()
    assert len(flights) == 336_776
    assert flights["scheduled"].is_monotonic_increasing
    assert flights["dep_delay"].isna().sum() == 8_255
    assert pd.api.types.is_integer_dtype(flights["dep_delay"])


@pytest.fixture
def other_folder(tmp_path, monkeypatch):
    shutil.copy(datasets.DATA / "digests.json", tmp_path)
    monkeypatch.setattr(datasets, "DATA", tmp_path)
    return tmp_path


@pytest.mark.usefixtures("other_folder")
def test_a_missing_file_is_named_with_what_to_do():
    with pytest.raises(DataFileError, match=r"movielens_ratings.parquet is missing.*git checkout"):
        load_movielens()


def test_a_damaged_file_is_named_with_what_to_do(other_folder):
    bundled = Path(datasets.__file__).parent / "data" / "flights.parquet"
    whole = bundled.read_bytes()
    (other_folder / "flights.parquet").write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(DataFileError, match=r"flights.parquet is damaged.*git checkout"):
        load_flights()


def test_an_unknown_table_is_refused():
    with pytest.raises(DataFileError, match="no bundled table 'netflix_prize'"):
        datasets.read("netflix_prize")


def test_every_bundled_file_is_recorded():
    recorded = json.loads((datasets.DATA / "digests.json").read_text())
    assert set(recorded) == {path.name for path in datasets.DATA.glob("*.parquet")}
