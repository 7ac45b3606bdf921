from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dataproblems.simulators.parcels import (
    CLAIM_DAYS,
    COUNTERS,
    FEATURES,
    HEAVY,
    SOURCES,
    START,
    Faults,
    ParcelSettings,
    Unit,
    World,
    simulate_parcels,
)

SMALL = ParcelSettings(parcels=2500, senders=200, new=800)


def once(world: World) -> pd.DataFrame:
    """The parcels of a world, by id, as if each row had been delivered once."""
    return world.log.drop_duplicates("parcel_id").set_index("parcel_id").sort_index()


def worlds(**dose: object) -> tuple[pd.DataFrame, pd.DataFrame, World]:
    """The parcels without fault, the same with one fault, and the world of the latter."""
    clean = simulate_parcels(5, Faults.none(), SMALL)
    dirty = simulate_parcels(5, replace(Faults.none(), **dose), SMALL)  # type: ignore[arg-type]
    return once(clean), once(dirty), dirty


def test_a_world_repeats_itself() -> None:
    first, again, other = (simulate_parcels(seed, settings=SMALL) for seed in (1, 1, 2))
    for part in ("log", "writes", "checked", "new"):
        pd.testing.assert_frame_equal(getattr(first, part), getattr(again, part))
        assert not getattr(first, part).equals(getattr(other, part))
    np.testing.assert_array_equal(first.truth, again.truth)


def test_without_faults_every_parcel_is_delivered_once_and_told_rightly() -> None:
    world = simulate_parcels(0, Faults.none(), ParcelSettings(slips=0))
    assert world.log["parcel_id"].is_unique
    assert world.log["arrived_at"].is_monotonic_increasing
    assert world.log["arrived_at"].between(world.log["accepted_at"], world.now).all()
    assert set(world.log["source"]) == set(SOURCES)
    assert not world.log.isna().any(axis=None)
    assert (world.checked["recorded"] == world.checked["true"]).all()
    assert 0.02 < world.truth.mean() < 0.08  # rare, but not too rare to be judged
    assert world.now == START + pd.Timedelta(days=180)
    assert world.new["accepted_at"].between(world.now, world.now + pd.Timedelta(days=30)).all()
    assert not set(world.new["parcel_id"]) & set(world.log["parcel_id"])


def test_repetitions_are_copies_of_one_source_that_arrive_later() -> None:
    clean, dirty, world = worlds(repeated="counter")
    pd.testing.assert_frame_equal(
        dirty.drop(columns="arrived_at"), clean.drop(columns="arrived_at")
    )
    by_parcel = world.log.groupby("parcel_id")
    assert (by_parcel["source"].first()[by_parcel.size() > 1] == "counter").all()
    extra = by_parcel.size()[dirty["source"] == "counter"].mean() - 1
    assert extra == pytest.approx(SMALL.copies, rel=0.15)
    same = world.log.drop(columns="arrived_at").drop_duplicates()
    assert len(same) == len(dirty)


@pytest.mark.parametrize("column", ["weight", "distance"])
def test_a_unit_changes_in_one_source_from_a_day_on_for_good(column: str) -> None:
    clean, dirty, world = worlds(unit=Unit("app", column, 100))
    since = clean["accepted_at"] >= START + pd.Timedelta(days=100)
    factor = np.where(since & (clean["source"] == "app"), 1000, 1)
    np.testing.assert_allclose(dirty[column], clean[column] * factor)
    same = clean.columns.difference([column])
    pd.testing.assert_frame_equal(dirty[same], clean[same])
    typical = world.new.groupby("source")[column].median()
    assert typical["app"] > 100 * typical["counter"]  # what is to be judged has the new unit


def test_wrong_labels_are_those_of_one_source() -> None:
    clean, dirty, world = worlds(mislabelled="locker")
    changed = clean["claim"] != dirty["claim"]
    old = clean["accepted_at"] + pd.Timedelta(days=CLAIM_DAYS) <= world.now
    share = changed[old].groupby(clean["source"]).mean()
    assert share["locker"] == pytest.approx(SMALL.wrong, abs=0.04)
    assert (share.drop("locker") == 0).all()
    assert not changed[clean["source"] != "locker"].any()


def test_the_audit_tells_the_truth_about_the_records() -> None:
    world = simulate_parcels(3, Faults(mislabelled="app"))
    assert (world.checked.groupby("source").size() == ParcelSettings().checks).all()
    assert world.checked["parcel_id"].is_unique
    rows = once(world).loc[world.checked["parcel_id"]]
    np.testing.assert_array_equal(rows["claim"], world.checked["recorded"])
    np.testing.assert_array_equal(rows["source"], world.checked["source"])
    assert (rows["accepted_at"] + pd.Timedelta(days=CLAIM_DAYS) <= world.now).all()
    wrong = (world.checked["recorded"] != world.checked["true"]).groupby(world.checked["source"])
    assert wrong.mean().idxmax() == "app"


def test_claims_arrive_late_but_in_time() -> None:
    world = simulate_parcels(0, Faults.none())
    age = (world.now - world.log["accepted_at"]).dt.days
    rate = world.log.groupby(pd.cut(age, [-1, 4, 20, CLAIM_DAYS, 180]), observed=True)["claim"]
    youngest, young, _, mature = rate.mean()
    assert youngest < 0.25 * mature
    assert young < mature
    assert mature == pytest.approx(world.truth.mean(), abs=0.01)


@pytest.mark.parametrize("column", COUNTERS)
def test_a_leak_shows_the_table_as_it_stands_today(column: str) -> None:
    clean, dirty, world = worlds(leaks=(column,))
    grown = dirty[column] - clean[column]
    assert (grown >= 0).all()
    assert grown[clean["claim"] == 1].mean() > 10 * grown[clean["claim"] == 0].mean()
    accepted = clean["accepted_at"]
    writes = world.writes[world.writes["column"] == column]
    late = writes["written_at"] > accepted.loc[writes["parcel_id"]].to_numpy()
    assert set(writes.loc[late, "parcel_id"]) == set(grown.index[grown > 0])
    new = simulate_parcels(5, Faults.none(), SMALL).new
    pd.testing.assert_series_equal(world.new[column], new[column])  # nothing has happened yet


def test_ordinary_columns_are_written_in_time_but_for_corrections() -> None:
    world = simulate_parcels(0)
    accepted = once(world)["accepted_at"]
    late = world.writes["written_at"] > accepted.loc[world.writes["parcel_id"]].to_numpy()
    share = late.groupby(world.writes["column"]).mean()
    assert set(share.index) == set(FEATURES)
    assert share.idxmax() == "contacts"
    assert share.drop("contacts").between(0.01, 0.03).all()
    assert (world.writes["written_at"] <= world.now).all()


def test_values_are_missing_because_of_what_they_are() -> None:
    clean, dirty, world = worlds(undeclared=True)
    gone = dirty["value"].isna()
    assert clean.loc[gone, "value"].median() > 2 * clean.loc[~gone, "value"].median()
    assert clean.loc[gone, "claim"].mean() > 1.5 * clean.loc[~gone, "claim"].mean()
    pd.testing.assert_series_equal(dirty.loc[~gone, "value"], clean.loc[~gone, "value"])
    assert world.new["value"].isna().mean() == pytest.approx(gone.mean(), abs=0.05)
    values = world.writes[world.writes["column"] == "value"]
    assert set(values["parcel_id"]) == set(dirty.index[~gone])


def test_freight_is_heavy_all_the_time_and_that_is_true() -> None:
    world = simulate_parcels(0, Faults.none())
    half = world.log["accepted_at"] < START + pd.Timedelta(days=90)
    typical = world.log.pivot_table("weight", "source", half, aggfunc="median")
    assert (typical.loc[HEAVY] > 30 * typical.drop(HEAVY).max(axis=None)).all()
    assert typical.max(axis=1).div(typical.min(axis=1)).max() < 1.25


def test_each_fault_can_be_mended_alone() -> None:
    found = Faults()
    assert found.mended("unit").unit is None
    assert found.mended("unit").repeated == found.repeated
    assert found.mended(*vars(found)) == Faults.none()
    assert found.mended() == found.mended("heavy", "mended") == found


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ({"repeated": "post"}, "no source 'post'"),
        ({"mislabelled": "post"}, "no source 'post'"),
        ({"unit": Unit("post", "weight", 3)}, "no source 'post'"),
        ({"unit": Unit("app", "value", 3)}, "not 'value'"),
        ({"leaks": ("weight",)}, "does not go on counting"),
    ],
)
def test_faults_that_cannot_be_are_refused(fault: dict[str, object], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Faults(**fault)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "dose", [{"parcels": 0}, {"wrong": 1.5}, {"corrections": -0.1}, {"copies": -1}, {"heavy": 0}]
)
def test_impossible_worlds_are_refused(dose: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"must|shares"):
        simulate_parcels(0, settings=ParcelSettings(**dose))  # type: ignore[arg-type]
