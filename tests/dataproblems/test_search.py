import numpy as np
import pandas as pd
import pytest

from dataproblems.simulators.search import Behaviour, build_search, search

HONEST = {"bot_traffic": 0.0, "shuffle": 1.0, "behaviour": Behaviour(accidental=0.0)}


@pytest.fixture(scope="module")
def engine():
    return build_search(n_queries=20, n_docs=15, n_users=500, rng=1)


@pytest.fixture(scope="module")
def log(engine):
    return search(engine, 10_000, rng=2, shuffle=0.3)


def test_the_seed_decides_the_world_and_the_log(engine):
    again, other = (build_search(n_queries=20, n_docs=15, n_users=500, rng=s) for s in (1, 2))
    assert engine.documents.equals(again.documents)
    assert not engine.documents.equals(other.documents)
    first, second, third = (search(engine, 200, rng=s).impressions for s in (5, 5, 6))
    assert first.equals(second)
    assert not first.equals(third)


def test_a_log_is_tidy(log):
    impressions, truth = log
    assert len(impressions) == len(truth)
    pages = impressions.groupby("page_id")
    assert (pages["position"].agg(list).map(lambda p: p == list(range(1, 11)))).all()
    assert (pages["doc_id"].nunique() == 10).all()
    same = ["session_id", "user_id", "query_id", "timestamp"]
    assert impressions[same].equals(pages[same].transform("first"))
    assert (impressions["doc_id"] // 15 == impressions["query_id"]).all()
    assert impressions["dwell"].notna().equals(impressions["click"] == 1)
    assert impressions["scroll_depth"].dropna().between(0, 1).all()
    sessions = impressions.drop_duplicates("page_id").groupby("session_id")
    assert (sessions["user_id"].min() == sessions["user_id"].max()).all()
    assert sessions["timestamp"].is_monotonic_increasing.all()
    assert sessions.size().max() <= 3
    hidden = set(truth) | {"relevance", "grade"}
    assert not hidden & set(impressions)


def test_truth_is_consistent_with_what_is_logged(log):
    impressions, truth = log
    clicked = impressions["click"] == 1
    assert clicked[truth["satisfied"] | truth["accidental"]].all()
    assert truth["examined"][truth["satisfied"]].all()
    assert not (truth["satisfied"] & truth["accidental"]).any()
    assert not truth["examined"][truth["is_bot"]].any()
    assert (impressions["position"] <= impressions["last_visible"])[
        truth["examined"] | clicked
    ].all()


def test_honest_clicks_follow_the_position_model(engine):
    """Without bots and accidents the naive rate is examination x attraction, as theory says."""
    impressions, truth = search(engine, 60_000, rng=3, **HONEST)
    curve = Behaviour().curve(10)
    seen = truth["examined"].groupby(impressions["position"]).mean()
    assert seen.to_numpy() == pytest.approx(curve, abs=0.005)
    attraction = engine.documents["attraction"].to_numpy()
    expected = attraction[impressions["doc_id"]] * curve[impressions["position"] - 1]
    rate = impressions["click"].groupby(impressions["doc_id"]).mean()
    theory = pd.Series(expected).groupby(impressions["doc_id"]).mean()
    n = impressions.groupby("doc_id").size()
    z = (rate - theory) / np.sqrt(theory * (1 - theory) / n)
    assert abs(z.mean()) < 0.25
    assert 0.85 < z.std() < 1.15


def test_satisfaction_after_a_click_is_the_relevance(engine):
    impressions, truth = search(engine, 60_000, rng=3, **HONEST)
    clicked = impressions["click"] == 1
    relevance = engine.documents["relevance"].to_numpy()[impressions["doc_id"]]
    for level in np.unique(relevance):
        at = clicked & (relevance == level)
        error = np.sqrt(level * (1 - level) / at.sum())
        assert truth["satisfied"][at].mean() == pytest.approx(level, abs=4 * error)


def test_a_cascade_stops_at_satisfaction(engine):
    behaviour = Behaviour("cascade", patience=1.0, accidental=0.0)
    impressions, truth = search(engine, 3000, rng=1, bot_traffic=0.0, behaviour=behaviour)
    satisfied = truth["satisfied"].groupby(impressions["page_id"])
    assert satisfied.sum().max() == 1
    before = (satisfied.cumsum() - truth["satisfied"]).astype(bool)
    assert truth["examined"].equals(~before)


def test_propensities_are_the_chance_of_the_place(engine):
    """Pages without noise and with all documents retrieved: the base order is known."""
    impressions = search(
        engine, 20_000, rng=4, shuffle=0.4, retrieved=1.0, ranker_noise=0.0
    ).impressions
    best = engine.ranker(0.5).argsort(axis=1)[:, ::-1]
    in_order = (
        impressions["doc_id"] % 15 == best[impressions["query_id"], impressions["position"] - 1]
    )
    assert in_order.mean() == pytest.approx(0.6 + 0.4 / 10, abs=0.01)
    assert impressions["propensity"][in_order].unique() == pytest.approx([0.6 + 0.4 / 10])
    assert impressions["propensity"][~in_order].unique() == pytest.approx([0.4 / 10])
    assert in_order[~impressions["shuffled"]].all()


def test_candidates_vary_from_page_to_page(engine):
    impressions = search(engine, 2000, rng=1, retrieved=0.7, ranker_noise=0.0).impressions
    sets = impressions.groupby("page_id")["doc_id"].agg(frozenset)
    queries = impressions.groupby("page_id")["query_id"].first()
    assert sets.groupby(queries).nunique().min() > 5


@pytest.mark.parametrize("strength", [0.0, 0.5, 0.9, 1.0])
def test_a_ranker_has_its_strength(strength):
    engine = build_search(n_queries=400, rng=0)
    scores = engine.ranker(strength)
    grade = engine.documents["grade"].to_numpy().reshape(engine.shape)
    assert np.corrcoef(scores.ravel(), grade.ravel())[0, 1] == pytest.approx(strength, abs=0.03)


def test_bots_push_the_promoted_document(engine):
    impressions, truth = search(engine, 10_000, rng=1, bot_traffic=0.3)
    bots = truth["is_bot"].to_numpy()
    by_session = truth["is_bot"].groupby(impressions["session_id"]).first()
    assert by_session.mean() == pytest.approx(0.3, abs=0.02)
    promoted = engine.documents["promoted"].to_numpy()[impressions["doc_id"]]
    assert (impressions["click"][bots & promoted] == 1).all()
    assert impressions["click"][bots & ~promoted].mean() == pytest.approx(0.15, abs=0.01)


def test_no_bots_no_accidents_where_none_are_asked_for(engine):
    truth = search(engine, 2000, rng=1, **HONEST).truth
    assert not truth[["is_bot", "accidental"]].any().any()
    free = build_search(n_users=50, bot_share=0.0)
    assert not search(free, 500, bot_traffic=0.5).truth["is_bot"].any()


def test_dwell_times_have_the_stated_medians(engine):
    impressions, truth = search(engine, 40_000, rng=5, bot_traffic=0.0)
    pleased = impressions["dwell"][truth["satisfied"]]
    slipped = impressions["dwell"][truth["accidental"]]
    assert pleased.median() == pytest.approx(90, rel=0.1)
    assert slipped.median() == pytest.approx(3, rel=0.1)


def test_query_weights_shift_the_traffic(engine):
    weights = np.ones(20)
    weights[3] = 50
    calm, rush = (
        search(engine, 5000, rng=1, query_weights=w).impressions["query_id"].eq(3).mean()
        for w in (None, weights)
    )
    assert rush > 5 * calm


def test_users_differ_in_their_topics(engine):
    impressions = search(engine, 20_000, rng=1, bot_traffic=0.0).impressions
    topic = engine.queries["topic"].to_numpy()[impressions["query_id"]]
    main = impressions.groupby(["user_id", topic]).size().groupby("user_id").agg(["max", "sum"])
    assert (main["max"] / main["sum"]).mean() > 0.4


def test_log_spans_its_days(engine):
    stamps = search(engine, 3000, rng=1, days=3, start_day=10).impressions["timestamp"]
    assert stamps.min().strftime("%m-%d") == "01-11"
    assert stamps.max() < stamps.min() + np.timedelta64(4, "D")


def test_news_hands_the_truth_on_and_leaves_other_topics_alone(engine):
    new = engine.after_news([2, 5])
    touched = engine.queries["topic"].isin([2, 5]).to_numpy()
    assert 0 < touched.mean() < 1
    for column in ("grade", "relevance", "attraction"):
        before, after = (e.documents[column].to_numpy().reshape(20, 15) for e in (engine, new))
        assert (after[~touched] == before[~touched]).all()
        assert (after[touched] == np.roll(before[touched], 1, axis=1)).all()
    kept = ["doc_id", "query_id", "promoted"]
    assert new.documents[kept].equals(engine.documents[kept])
    turned = engine.after_news([2], np.arange(15)[::-1])
    assert turned.after_news([2], np.arange(15)[::-1]).documents.equals(engine.documents)


def test_news_of_the_wrong_shape_is_named(engine):
    with pytest.raises(ValueError, match="0 to 14 once"):
        engine.after_news([0], np.zeros(15, dtype=int))


def test_scores_lay_out_estimates_by_query():
    engine = build_search(n_queries=2, n_docs=3, n_users=5)
    scores = engine.scores(pd.Series({4: 0.5, 0: 0.2}), missing=-1)
    assert scores.tolist() == [[0.2, -1, -1], [-1, 0.5, -1]]
