import numpy as np
import pandas as pd
import pytest
from scipy import stats

from dataproblems.clicks import (
    click_rates,
    click_signals,
    examination_from_shuffles,
    flag_bots,
    position_based_model,
    rows_to_tell,
    satisfied_clicks,
    tally,
    user_activity,
    weighted_relevance,
)
from dataproblems.simulators.search import Behaviour, build_search, search

HAND = pd.DataFrame(
    {
        "session_id": [0, 0, 0, 0, 1, 1],
        "page_id": [0, 0, 1, 1, 2, 2],
        "user_id": [7, 7, 7, 7, 8, 8],
        "timestamp": pd.to_datetime(["2024-01-01 03:00"] * 4 + ["2024-01-01 12:00"] * 2),
        "doc_id": [1, 2, 2, 1, 1, 2],
        "position": [1, 2, 1, 2, 1, 2],
        "click": [1, 1, 0, 1, 0, 0],
        "dwell": [40.0, 30.0, np.nan, 5.0, np.nan, np.nan],
        "scroll_depth": [0.5, 0.7, np.nan, 0.1, np.nan, np.nan],
    }
)


@pytest.fixture(scope="module")
def engine():
    return build_search(n_queries=20, n_docs=15, n_users=500, rng=1)


@pytest.fixture(scope="module")
def honest(engine):
    """A log of 600,000 impressions without bots and accidents."""
    settings = {"bot_traffic": 0.0, "shuffle": 0.2, "behaviour": Behaviour(accidental=0.0)}
    return search(engine, 45_000, rng=2, ranker_noise=0.5, **settings).impressions


def test_satisfied_clicks_are_long_and_not_missing():
    assert satisfied_clicks(HAND).tolist() == [True, True, False, False, False, False]
    assert satisfied_clicks(HAND, 35).tolist() == [True, False, False, False, False, False]


@pytest.mark.parametrize("dwell", [np.nan, -40.0])
def test_a_dwell_time_that_says_nothing_spoils_no_other_row(dwell):
    faulty = HAND.assign(dwell=[dwell, *HAND["dwell"][1:]])
    assert satisfied_clicks(faulty).tolist() == [False, True, False, False, False, False]


def test_signals_of_clicks_by_hand():
    signals = click_signals(HAND)
    assert signals.index.tolist() == [0, 1, 3]
    assert signals["log_dwell"].to_numpy() == pytest.approx(np.log([40, 30, 5]))
    assert signals["clicks_on_page"].tolist() == [2, 2, 1]
    assert signals["last_on_page"].tolist() == [False, True, True]
    assert signals["searched_again"].tolist() == [True, True, False]
    assert signals["page_in_session"].tolist() == [1, 1, 2]


def test_activity_by_hand():
    activity = user_activity(HAND)
    assert activity.loc[7, ["pages", "clicks", "clicks_per_page"]].tolist() == [2, 3, 1.5]
    assert activity.loc[7, "median_dwell"] == 30
    assert activity.loc[7, "dwell_spread"] == pytest.approx(np.log([40, 30, 5]).std(ddof=1))
    assert activity["night_share"].tolist() == [1, 0]
    assert activity.loc[8, "clicks"] == 0
    assert not flag_bots(activity).any()


def test_bots_are_found_and_people_left_alone():
    engine = build_search(n_users=1000, rng=3)
    impressions, truth = search(engine, 30_000, rng=4, bot_traffic=0.05, stealth=0.0)
    flagged = flag_bots(user_activity(impressions))
    bots = truth["is_bot"].groupby(impressions["user_id"]).first().reindex(flagged.index)
    assert flagged[bots].mean() >= 0.9
    assert bots[flagged].mean() >= 0.75
    people = impressions[~truth["is_bot"]]
    most = user_activity(people)["clicks_per_page"].nlargest(20).index
    assert flagged[most].mean() < 0.2


def test_tally_by_hand():
    counts = tally(HAND)
    assert counts.doc_id.tolist() == [1, 2]
    assert counts.shown.tolist() == [[2, 1], [1, 2]]
    assert counts.clicked.tolist() == [[1, 1], [0, 1]]
    assert tally(HAND, satisfied_clicks(HAND)).clicked.tolist() == [[1, 0], [0, 1]]
    assert click_rates(HAND).to_dict() == pytest.approx({1: 2 / 3, 2: 1 / 3})


def test_weighting_by_hand():
    """Clicks at the second place, looked at by half, count twice."""
    found = weighted_relevance(HAND, [1.0, 0.5])
    assert found["relevance"].tolist() == pytest.approx([(1 + 2) / 3, 2 / 3])
    assert found["ratio"].tolist() == pytest.approx([2 / 2.5, 1 / 2.0])
    assert found["shown"].tolist() == [3, 3]
    assert found["effective_n"].tolist() == pytest.approx([16 / 6, 25 / 9])
    clipped = weighted_relevance(HAND, [1.0, 0.5], clip=1.0)
    assert clipped["relevance"].to_numpy() == pytest.approx(click_rates(HAND).to_numpy())
    assert clipped["effective_n"].tolist() == [3, 3]


def test_weighting_is_unbiased_and_the_naive_rate_is_not(engine, honest):
    truth = engine.documents["attraction"]
    found = weighted_relevance(honest, Behaviour().curve(10))
    target = truth[found.index]
    assert (found["relevance"] - target).mean() == pytest.approx(0, abs=0.01)
    assert (found["ratio"] - target).mean() == pytest.approx(0, abs=0.01)
    assert (click_rates(honest) - target).mean() < -0.1
    error = {c: ((found[c] - target) ** 2).mean() for c in ("relevance", "ratio")}
    assert error["ratio"] < error["relevance"]


def test_satisfied_clicks_weighted_recover_the_relevance():
    """What people click and like is attraction x relevance; the ratio of both is the relevance."""
    engine = build_search(n_queries=10, n_docs=12, n_users=500, rng=4)
    behaviour = Behaviour(accidental=0.0, long_dwell=300.0, short_dwell=3.0)  # hardly any overlap
    log = search(engine, 60_000, rng=5, bot_traffic=0.0, behaviour=behaviour).impressions
    curve = behaviour.curve(10)
    pleased, clicked = (
        weighted_relevance(log, curve, c)["ratio"] for c in (satisfied_clicks(log), log["click"])
    )
    truth = engine.documents["relevance"][pleased.index]
    assert (pleased / clicked).to_numpy() == pytest.approx(truth.to_numpy(), abs=0.12)
    assert np.abs(pleased / clicked - truth).mean() < 0.02


def test_shuffled_pages_give_the_curve(honest):
    assert examination_from_shuffles(honest) == pytest.approx(Behaviour().curve(10), abs=0.02)


def test_the_model_recovers_curve_and_attraction(engine, honest):
    model = position_based_model(honest)
    assert model.examination == pytest.approx(Behaviour().curve(10), abs=0.03)
    truth = engine.documents["attraction"][model.attraction.index]
    assert np.abs(model.attraction - truth).mean() < 0.03
    assert np.corrcoef(model.attraction, truth)[0, 1] > 0.98


@pytest.mark.parametrize("prior", [0.0, 5.0])
def test_the_likelihood_never_falls_and_the_scale_is_fixed(engine, prior):
    impressions = search(engine, 500, rng=9).impressions
    model = position_based_model(impressions, prior=prior, iterations=300)
    assert (np.diff(model.log_likelihood) >= -1e-12).all()
    assert model.examination[0] == 1
    assert model.attraction.between(0, 1).all()


def test_a_prior_pulls_rare_documents_to_the_mean():
    free, pulled = (position_based_model(HAND, prior=p, iterations=50) for p in (0.0, 1000.0))
    assert np.ptp(pulled.attraction) < 0.1 * np.ptp(free.attraction)


def test_the_model_maximises_the_likelihood():
    """Documents 1 and 2 at both places: the optimum is known, as 4 rates factorise exactly."""
    examination, attraction = [1.0, 0.5], [0.6, 0.2]
    rows = [
        {"doc_id": d, "position": k + 1, "click": int(i < 100 * examination[k] * attraction[d])}
        for d in (0, 1)
        for k in (0, 1)
        for i in range(100)
    ]
    model = position_based_model(pd.DataFrame(rows), tolerance=1e-13)
    assert model.examination == pytest.approx(examination, abs=1e-3)
    assert model.attraction.to_numpy() == pytest.approx(attraction, abs=1e-3)


def test_rows_to_tell_gives_the_power_it_promises():
    n = rows_to_tell(0.05, 0.02, power=0.8)
    rng = np.random.default_rng(0)
    low, high = rng.binomial(n, 0.05, 20_000) / n, rng.binomial(n, 0.07, 20_000) / n
    mean = (low + high) / 2
    z = (high - low) / np.sqrt(mean * (1 - mean) * 2 / n)
    assert (np.abs(z) > stats.norm.isf(0.025)).mean() == pytest.approx(0.8, abs=0.015)


@pytest.mark.parametrize(
    ("call", "match"),
    [
        (lambda: satisfied_clicks(HAND.drop(columns="dwell")), "lacks the columns"),
        (lambda: tally(HAND, [1, 0]), "clicked must have shape"),
        (lambda: tally(HAND.assign(position=0)), "position must lie at or above 1"),
        (lambda: weighted_relevance(HAND, [1.0]), "must tell of 2 positions"),
        (lambda: weighted_relevance(HAND, [1.0, 0.0]), "examination must lie above 0"),
        (lambda: weighted_relevance(HAND, [1.0, 0.5], clip=2), "clip must lie"),
        (lambda: position_based_model(HAND.assign(click=0)), "a click, one at least at the first"),
        (lambda: examination_from_shuffles(HAND.assign(shuffled=False)), "no page was shuffled"),
        (lambda: rows_to_tell(0.9, 0.2), r"rate \+ difference must lie"),
    ],
)
def test_bad_input_is_named(call, match):
    with pytest.raises(ValueError, match=match):
        call()


def test_documents_are_counted_in_order_whatever_came_first():
    log = pd.DataFrame({"doc_id": [9, 3, 9], "position": [1, 2, 2], "click": [1, 0, 1]})
    counts = tally(log)
    assert counts.doc_id.tolist() == [3, 9]
    assert counts.shown.tolist() == [[0, 1], [1, 1]]
    assert counts.clicked.tolist() == [[0, 0], [1, 1]]


def test_a_gap_in_the_positions_is_named():
    log = pd.DataFrame({"doc_id": [1, 1], "position": [1, 3], "click": [1, 0]})
    with pytest.raises(ValueError, match="position 2 was never shown"):
        position_based_model(log)


def test_who_is_sleepless_is_judged_beside_the_busier_half():
    quiet = {"clicks": 100, "dwell_spread": 1.0, "median_scroll": 1.0}
    users = [{**quiet, "pages": pages, "night_share": 0.2} for pages in (1, 10, 10, 10, 10)]
    night = [{**quiet, "pages": pages, "night_share": 0.9} for pages in (10, 500)]
    assert flag_bots(pd.DataFrame(users + night)).tolist() == [False] * 5 + [True] * 2
    assert not flag_bots(pd.DataFrame(users + night), night_z=1e6).any()
