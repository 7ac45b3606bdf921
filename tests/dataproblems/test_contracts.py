"""The contract of every public helper: what it takes in any form, and what it refuses by name.

Each case is a call that is right. Every argument of it is then given in the other forms that hold
the same values (lists, Series, nullable types, sparse formats, repeated entries), and
the result must stay the same; and each value listed under ``bad`` must be refused by a ValueError
or TypeError that names the argument.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import surprise
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from dataproblems import (
    calibration,
    clicks,
    cold_start,
    drift,
    events,
    evidence,
    experiments,
    explicit_feedback,
    exploration,
    implicit_feedback,
    labels,
    missingness,
    pipelines,
    privacy,
    product_features,
    ranking,
    reranking,
    serving,
    sparsity,
    validation,
)
from dataproblems.simulators import delivery

ROOT = Path(__file__).parents[2]
NAN, INF = np.nan, np.inf


@dataclass(frozen=True)
class Case:
    """A right call of a helper, and values of its arguments that are wrong."""

    call: Callable[..., Any]
    good: dict[str, Any]
    bad: dict[str, list[Any]]
    of: str
    named: dict[str, str] = field(default_factory=dict)

    def run(self, **changed: Any) -> Any:
        return self.call(**{**self.good, **changed})


CASES: list[Case] = []


def case(
    call: Callable[..., Any],
    good: dict[str, Any],
    of: str = "",
    named: dict[str, str] | None = None,
    **bad: list[Any],
) -> None:
    CASES.append(Case(call, good, bad, of or call.__name__, named or {}))


def with_nan(values: Any) -> Any:
    if sparse.issparse(values):
        X = values.copy()
        X.data[0] = NAN
        return X
    x = np.array(values, dtype=float)
    x[(0,) * x.ndim] = NAN
    return x


rng = np.random.default_rng(0)
SCORES = rng.permutation(24).reshape(4, 6).astype(float)
SEEN = sparse.csr_array(
    np.array([[1, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 1], [0] * 6, [0, 0, 1, 0, 0, 0.0]])
)
HELD = sparse.csr_array(
    np.array([[0, 2, 0, 1, 0, 0], [1, 0, 0, 0, 3, 0], [0] * 6, [1, 0, 0, 0, 0, 1.0]])
)
X = sparse.csr_array((rng.random((8, 6)) < 0.5) * rng.integers(1, 5, (8, 6)).astype(float))
F = np.abs(rng.normal(size=(6, 3))).round(2)
LISTS = np.array([[0, 1], [2, -1], [5, 3]])
P = np.array([0.5, 0.25, 1.0, 0.125])
BAD_SCORES = [with_nan(SCORES), np.full_like(SCORES, INF), SCORES[0], [["a", "b"]]]
BAD_X = [with_nan(X), X[:, :3]]

for metric in (ranking.ndcg_at_k, ranking.recall_at_k):
    case(
        metric,
        {"scores": SCORES, "held_out": HELD, "k": 3, "exclude": SEEN},
        scores=BAD_SCORES,
        held_out=[-HELD, HELD[:3], with_nan(HELD), HELD + SEEN],
        k=[0, 1.5, NAN],
        exclude=[SEEN[:, :5]],
    )
case(
    ranking.auc,
    {"scores": SCORES, "held_out": HELD, "exclude": SEEN},
    scores=BAD_SCORES,
    held_out=[-HELD, HELD[:3], with_nan(HELD)],
    exclude=[SEEN[:, :5], HELD],
)
case(
    ranking.top_k,
    {"scores": SCORES, "k": 3, "exclude": SEEN},
    scores=[*BAD_SCORES, np.zeros((4, 0))],
    named={"scores": "scores|exclude"},
    k=[0, -1, 2.5, NAN, "3"],
    exclude=[SEEN[:, :5]],
)
case(
    ranking.gini,
    {"counts": np.array([1.0, 3, 2])},
    counts=[[-1, 2], [0, 0], [], [NAN, 1], [INF, 1]],
)
case(
    ranking.catalogue_coverage,
    {"lists": LISTS, "n_items": 6},
    lists=[LISTS + 1, [0, 1], LISTS + 0.5],
    n_items=[0, NAN],
)
case(
    ranking.novelty,
    {"lists": LISTS, "popularity": np.linspace(0.1, 1, 6)},
    lists=[LISTS + 1, LISTS - 1],
    popularity=[np.zeros(6), np.full(6, 2.0), with_nan(np.ones(6))],
)
case(
    ranking.intra_list_diversity,
    {"lists": LISTS, "features": F},
    lists=[LISTS + 1],
    features=[with_nan(F), F[0]],
)
case(
    ranking.mmr,
    {"scores": SCORES, "features": F, "k": 3, "trade_off": 0.5, "pool": 5},
    scores=BAD_SCORES[:3],
    features=[with_nan(F), F[:4]],
    k=[0, 9],
    trade_off=[-0.1, 2, NAN],
    pool=[2, 0],
)

case(
    reranking.popularity_penalty,
    {"scores": SCORES, "popularity": np.arange(6.0), "weight": 0.5},
    scores=BAD_SCORES[:3],
    popularity=[-np.arange(6.0), np.arange(5.0), [NAN] * 6],
    weight=[-1, NAN],
)
case(
    reranking.popularity_groups,
    {"popularity": np.array([5.0, 1, 1, 3])},
    popularity=[[-1, 2], [0, 0], [NAN, 1]],
    edges=[(0.8, 0.2), (0, 0.5)],
)
WANTED = np.full((4, 2), 0.5)
case(
    reranking.calibrated,
    {
        "scores": SCORES,
        "groups": np.array([0, 1, 0, 1, 0, 1]),
        "wanted": WANTED,
        "k": 3,
        "weight": 0.5,
        "pool": 5,
    },
    scores=BAD_SCORES[:2],
    groups=[np.full(6, 2), np.zeros(5, int), np.full(6, 0.5)],
    wanted=[WANTED * 2, WANTED[:3], with_nan(WANTED)],
    k=[0, 6],
    weight=[-1, 2, NAN],
    pool=[2],
)
case(
    reranking.constrained_slates,
    {"value": SCORES, "k": 2, "stock": np.full(6, 3.0)},
    value=BAD_SCORES[:3],
    k=[0, NAN],
    stock=[np.ones(5), -np.ones(6), [NAN] * 6],
    quotas=[
        [reranking.Quota(np.ones(5), name="quotas")],
        [reranking.Quota(np.ones(6), at_least=-1, name="quotas")],
    ],
)
case(reranking.pareto_front, {"points": F}, points=[with_nan(F), F[0]])

LOG = pd.DataFrame(
    {
        "user_id": [1, 1, 2, 1],
        "timestamp": pd.to_datetime(["2024-01-03", "2024-01-01", "2024-01-02", "2024-01-02"]),
    }
)

case(sparsity.density, {"matrix": X}, matrix=[with_nan(X), sparse.csr_array((0, 3))])
case(sparsity.popularity, {"matrix": X}, matrix=[with_nan(X)])
case(sparsity.popularity_scores, {"matrix": X}, matrix=[with_nan(X)])
case(
    sparsity.keep_fraction,
    {"matrix": X, "fraction": 0.5, "rng": 0},
    matrix=[with_nan(X)],
    fraction=[-0.1, 1.1, NAN],
)
case(
    sparsity.without,
    {"matrix": X, "entries": SEEN[[0, 1, 2, 3] * 2]},
    matrix=[with_nan(X)],
    entries=[SEEN, with_nan(X)],
)
case(
    sparsity.cut_at,
    {"events": LOG, "moment": pd.Timestamp("2024-01-02")},
    moment=[pd.Timestamp("2020-01-01"), 3],
    events=[LOG[["user_id"]], LOG.assign(timestamp=pd.NaT), LOG.assign(timestamp="9")],
    named={"events": "events|timestamp"},
)
case(
    sparsity.hold_out,
    {"matrix": X, "fraction": 0.5, "rng": 0},
    matrix=[with_nan(X)],
    fraction=[0, 1, NAN],
    at_least=[1, NAN],
)
USERS, ITEMS = np.array([3, 1, 3]), np.array([7, 7, 9])
case(
    sparsity.interaction_matrix,
    {"users": USERS, "items": ITEMS, "values": np.array([1.0, 2, 3])},
    users=[[1, 2], [None, 1, 1], [[1]]],
    items=[[1], [NAN, 1, 1]],
    values=[[1], [NAN, 1, 1]],
    user_index=[pd.Index([1, 1])],
    item_index=[pd.Index([7, 7])],
    repeated=["mean"],
)
case(
    sparsity.hold_out_last,
    {"events": LOG, "n": 1},
    n=[0, 1.5],
    events=[
        LOG[["user_id"]],
        LOG.assign(user_id=None),
        LOG.assign(timestamp=pd.NaT),
        LOG.assign(timestamp="9"),
    ],
    named={"events": "events|user_id|timestamp"},
)

case(
    implicit_feedback.confidence_from_watch_fraction,
    {"fraction": P},
    fraction=[[-1.0], [NAN], [INF]],
    full_at=[0, 1.1, NAN],
)
case(
    lambda X, regularization: implicit_feedback.EASE(regularization).fit(X).predict(X),
    {"X": X, "regularization": 2.0},
    "EASE",
    X=[with_nan(X), sparse.csr_array((0, 3))],
    regularization=[0, -1, NAN, "3"],
)
case(
    lambda X, **o: implicit_feedback.ALS(**o).fit(X).predict(X),
    {"X": X, "factors": 2, "iterations": 2, "alpha": 1.0},
    "ALS",
    X=[with_nan(X), -X, sparse.csr_array((3, 0))],
    factors=[0, 1.5],
    iterations=[0],
    alpha=[0, NAN],
    regularization=[0, NAN],
)

STARS = sparse.csr_array(np.clip(X.toarray(), 0, 5))
SVD = surprise.SVD(n_factors=2, n_epochs=2, random_state=0).fit(
    explicit_feedback.rating_trainset(STARS)
)
case(
    lambda ratings, scale=(0.5, 5): explicit_feedback.rating_trainset(ratings, scale).n_ratings,
    {"ratings": STARS},
    "rating_trainset",
    ratings=[with_nan(STARS), STARS * 4, sparse.csr_array((3, 3))],
    scale=[(5, 1), (NAN, 5)],
)
case(
    explicit_feedback.rate_everything,
    {"model": SVD, "n_items": 6},
    n_items=[2, NAN],
    rows=[[-1], [NAN]],
)

case(
    cold_start.content_scores,
    {"interactions": X, "features": F, "targets": np.array([1, 4])},
    interactions=BAD_X,
    features=[with_nan(F), F[:4]],
    targets=[[6], [-1], [0.5]],
)
case(
    cold_start.content_ridge_scores,
    {"interactions": X, "features": F, "targets": np.array([1, 4])},
    interactions=BAD_X,
    features=[with_nan(F), F[:4]],
    targets=[[6], [-1]],
    regularization=[0, NAN],
)
case(cold_start.shrinkage_weight, {"n": np.arange(4.0), "k": 5}, n=[[-1], [NAN]], k=[0, -1, NAN])
case(
    cold_start.standardize,
    {"scores": SCORES},
    scores=[*BAD_SCORES, np.full_like(SCORES, -INF)],
    scale=["minmax"],
    axis=[2],
)
case(
    cold_start.blend,
    {"content": SCORES, "behaviour": SCORES[::-1], "weight": np.array([0, 0.5, 1, 0.25])},
    content=[with_nan(SCORES), SCORES[:3]],
    behaviour=[with_nan(SCORES)],
    weight=[2, -0.5, NAN, [0.5, 0.5]],
)
case(
    cold_start.fit_shrinkage,
    {
        "content": SCORES,
        "behaviour": SCORES[::-1],
        "n": np.arange(4.0),
        "quality": lambda s: s[:, 0],
    },
    content=[with_nan(SCORES)],
    n=[[-1] * 4],
    candidates=[[]],
    quality=[lambda s: NAN * s],
)
case(
    cold_start.elicitation_order,
    {"ratings": STARS, "strategy": "entropy0", "rng": 1},
    ratings=[with_nan(STARS), -STARS],
    strategy=["best"],
    like=[NAN],
)
case(
    cold_start.quality_by_interactions,
    {"quality": P, "n": np.array([0, 1, 2, 50])},
    quality=[P[:2], ["a"] * 4],
    n=[[-1] * 4, [NAN] * 4],
    edges=[[2, 3], [1, 1], []],
)
GOODS = pd.DataFrame(
    {"kind": ["a|b", "b", None], "price": [1.0, NAN, 3.0], "name": ["red fox", "red dog", ""]}
)
case(
    lambda items, **fields: cold_start.content_features(items, **fields).toarray(),
    {"items": GOODS, "labels": ["kind"], "numbers": ["price"], "text": ["name"]},
    "content_features",
    items=[GOODS[["kind"]], GOODS.assign(kind=None, price=NAN, name=None), 3],
)

case(missingness.observe, {"propensities": P, "rng": 0}, propensities=[[1.2], [-0.1], [NAN]])
case(
    missingness.weighted_mean,
    {"values": np.arange(4.0), "propensities": P},
    values=[[1.0], [NAN] * 4],
    propensities=[[0.0] * 4, [NAN] * 4, [1.5] * 4],
)
case(
    missingness.inverse_propensity_weights,
    {"propensities": P},
    propensities=[[], [0.0], [NAN], [2.0]],
)
case(
    missingness.propensities_by_value,
    {"seen": np.array([1.0, 2, 2]), "sample": np.array([1.0, 2]), "share_seen": 0.5},
    seen=[[], [NAN]],
    sample=[[], [NAN]],
    share_seen=[0, 1.5, NAN],
)
case(evidence.effective_sample_size, {"weights": P}, weights=[[-1.0], [NAN], [INF]])
case(
    evidence.over_seeds,
    {"values": P},
    values=[[1.0], [NAN, 1.0]],
    named={"values": "results|finite"},
)
case(
    evidence.bootstrap,
    {"values": P, "n_resamples": 20},
    values=[[1.0], [NAN, 1.0]],
    named={"values": "two|finite"},
)

Y, PROBS = (
    np.array([0, 1, 1, 0]),
    np.array([[0.75, 0.25], [0.5, 0.5], [0.125, 0.875], [0.25, 0.75]]),
)
BAD_PROBS = [with_nan(PROBS), PROBS * 3, PROBS[:3], PROBS[:, 0]]
for judge in (
    labels.label_quality,
    labels.confident_class,
    labels.confident_joint,
    labels.suspect_labels,
):
    case(
        judge,
        {"labels": Y, "probabilities": PROBS},
        labels=[Y + 1, Y - 1, Y + 0.5, with_nan(Y)],
        probabilities=BAD_PROBS,
    )
case(
    labels.uniform_noise,
    {"n_classes": 3, "rate": 0.25},
    n_classes=[1, NAN, 2.5],
    rate=[-0.1, 1.1, NAN],
)
case(
    labels.corrupt_labels,
    {"labels": Y, "transition": WANTED[:2], "rng": 0},
    labels=[Y + 1, Y - 1, Y + 0.5, with_nan(Y)],
    transition=[WANTED[:1], WANTED[:2] * 2, with_nan(WANTED[:2])],
)
case(
    labels.review_labels,
    {"labels": Y, "truth": 1 - Y, "order": np.arange(4), "budget": 2},
    labels=[Y[:2]],
    truth=[Y[:2]],
    order=[[9], [-1], [0, 0], [0.5]],
    budget=[-1, NAN, 1.5],
)
case(
    labels.best_threshold,
    {"y": Y, "scores": P},
    y=[[0] * 4, [2] * 4, [NAN] * 4],
    scores=[[NAN] * 4, P[:2]],
)
case(
    labels.cost_threshold,
    {"false_alarm": 1, "miss": 20},
    false_alarm=[0, -1, NAN, INF],
    miss=[0, NAN],
)
case(
    labels.undo_rebalancing,
    {"probabilities": P, "trained_share": 0.5, "true_share": 0.1},
    probabilities=[[2.0], [NAN]],
    trained_share=[0, 1, NAN],
    true_share=[0, 1],
)
case(
    labels.out_of_fold_probabilities,
    {
        "model": LogisticRegression(),
        "X": np.arange(12.0).reshape(12, 1),
        "labels": np.array([0, 1] * 6),
        "folds": 3,
    },
    labels=[[0] * 12, [0] * 11 + [1], [None] * 12],
    folds=[1, 7, NAN],
    named={"folds": "folds|fold"},
)

case(calibration.log_odds, {"probability": P[:2]}, probability=[[0.0], [1.0], [NAN], [2.0]])
case(
    calibration.undo_downsampling,
    {"predicted": P, "kept": 0.1},
    predicted=[[1.5], [NAN]],
    kept=[0, 1.1, NAN],
)
for judge in (calibration.reliability, calibration.brier_parts):
    case(
        judge,
        {"predicted": P, "outcome": Y, "n_bins": 2},
        predicted=[[], [NAN] * 4, [[0.5] * 4]],
        outcome=[Y[:2], Y * 2, with_nan(Y)],
        n_bins=[0, NAN, 1.5],
        named={"predicted": "predicted|outcome"},
    )
case(
    calibration.promised_over_came,
    {"predicted": P, "outcome": Y, "slices": pd.DataFrame({"device": [0, 1, 0, 1]})},
    predicted=[[1.5] * 4, [NAN] * 4],
    outcome=[Y[:2], Y * 2],
    slices=[pd.DataFrame({"device": [0]}), pd.DataFrame(index=range(4)), 3],
)

case(
    experiments.mismatch_p,
    {"assigned": np.array([90, 110]), "shares": np.array([1, 1])},
    assigned=[[5], [0, 0], [-1, 2], [NAN, 2]],
    shares=[[1, 0], [1, NAN], [1]],
)
case(
    experiments.ratio_effect,
    {"numerator": P, "denominator": np.ones(4), "treated": Y},
    numerator=[[NAN] * 4, P[:, None]],
    denominator=[[1], [0] * 4, [NAN] * 4],
    treated=[[0, 0, 0, 1], Y * 2, with_nan(Y), [1]],
)
case(
    experiments.cuped,
    {"metric": P, "before": np.arange(4.0)},
    metric=[[1.0], with_nan(P)],
    before=[[1.0], with_nan(P)],
    named={"metric": "metric|before"},
)
case(
    experiments.users_needed,
    {"variance": 4.0, "effect": 0.5},
    variance=[0, NAN, INF],
    effect=[0, NAN],
    power=[0, 1, NAN],
    level=[0, 1, NAN],
)
case(
    experiments.always_valid_width,
    {"error": P, "n": np.array([1, 2, 3, 4]), "planned": 4},
    error=[[0.0] * 4, [NAN] * 4],
    n=[[0] * 4, [NAN] * 4],
    planned=[0, NAN],
)
case(
    experiments.team_draft,
    {"first": np.array([3, 1, 2]), "second": np.array([1, 2, 3])},
    first=[[3, 1, None], [1, 1, 2], [[1]]],
    second=[[3, 1], [1, 2, 4], [1, 2, None], [1, 2, 2]],
)

ROWS = pd.DataFrame({"who": [1, 1, 2, 3], "what": ["a", "b", "a", "a"]})
COUNTS = pd.Series([3, 9], ["x", "y"])
case(
    privacy.laplace_counts,
    {"counts": P, "epsilon": 1.0, "sensitivity": 1.0, "rng": 0},
    counts=[[NAN]],
    epsilon=[0, -1, NAN],
    sensitivity=[0, NAN],
)
case(
    privacy.bound_contributions,
    {"rows": ROWS, "user": "who", "limit": 1, "rng": 0},
    rows=[ROWS.assign(who=None)],
    user=["nobody"],
    limit=[0, NAN],
    named={"rows": "who", "user": "nobody"},
)
case(
    privacy.suppress_small,
    {"counts": COUNTS, "people": COUNTS, "k": 5},
    counts=[COUNTS[:1], COUNTS * NAN],
    people=[COUNTS * NAN, -COUNTS],
    k=[1, NAN],
)
case(
    privacy.share_identified,
    {"rows": ROWS, "user": "who", "facts": ["what"], "known": 1, "rng": 0},
    rows=[ROWS.assign(who=None)],
    facts=[[], ["age"]],
    known=[0, 9, NAN],
    named={"rows": "who", "facts": "facts|age", "known": "known|facts to know"},
)

case(
    lambda item_factors, regularization, items, confidence: serving.FoldIn(
        item_factors, regularization
    ).user_vector(items, confidence),
    {
        "item_factors": F,
        "regularization": 1.0,
        "items": np.array([0, 4]),
        "confidence": np.array([2.0, 3]),
    },
    "FoldIn",
    item_factors=[with_nan(F)],
    regularization=[0, NAN],
    items=[[6, 0], [-1, 0]],
    confidence=[[0.5, 1], [NAN, 1], [1.0]],
)
for index in (serving.ExactIndex, serving.ClusteredIndex):

    def find(vectors: Any, query: Any, k: Any, index: Any = index, **o: Any) -> Any:
        return index(vectors, **o).search(query, k)

    more = {"probes": 2, "n_cells": 2} if index is serving.ClusteredIndex else {}
    case(
        find,
        {"vectors": F, "query": F[0], "k": 2, **more},
        index.__name__,
        vectors=[with_nan(F)],
        query=[F[0, :2], [NAN] * 3],
        k=[0, *([] if more else [7])],
    )
case(serving.overlap, {"found": ITEMS[1:], "exact": USERS[:2]}, found=[[1, 1]], exact=[[], [1, 1]])
case(
    lambda arguments, repetitions: serving.latencies(lambda _: None, arguments, repetitions).shape,
    {"arguments": [1, 2], "repetitions": 2},
    "latencies",
    arguments=[[]],
    repetitions=[0, NAN],
)

R, TARGET, LOGGED = (
    np.array([0.0, 1, 1, 0]),
    np.array([0.5, 0.25, 1, 0]),
    np.array([0.5, 0.5, 0.5, 1.0]),
)
for estimate in (exploration.ips, exploration.snips):
    case(
        estimate,
        {"rewards": R, "target": TARGET, "logging": LOGGED, "clip": 5.0},
        rewards=[R[:3], [NAN] * 4, R * 0],
        target=[[2] * 4, [NAN] * 4, TARGET[:2]],
        logging=[[0] * 4, [NAN] * 4],
        clip=[-1, 0, NAN],
        named={"rewards": "reward|shape"},
    )
case(
    exploration.doubly_robust,
    {"rewards": R, "target": TARGET, "logging": LOGGED, "predicted": P, "predicted_target": P},
    predicted=[[NAN] * 4, P[:2]],
    predicted_target=[[NAN] * 4],
    clip=[-1],
)
case(
    exploration.softmax_probabilities,
    {"scores": SCORES, "available": np.ones(6, bool), "temperature": 2.0},
    scores=[with_nan(SCORES), np.full_like(SCORES, INF)],
    available=[np.zeros(6, bool)],
    temperature=[0, -1, NAN],
)
case(
    exploration.sample,
    {"probabilities": PROBS, "rng": 0},
    probabilities=[with_nan(PROBS), PROBS * 0.5, PROBS[0]],
)
SLATES, OPEN, WHO = np.array([[0, 1], [2, 3]]), np.ones(6, bool), np.arange(2)


def learned(policy: Any, rewards: Any, slates: Any = SLATES) -> Any:
    policy.update(WHO, slates, rewards)
    return policy.exploit(WHO, OPEN)


case(
    lambda rewards, slates, **o: learned(exploration.ThompsonSampling(6, **o), rewards, slates),
    {"rewards": np.array([[1.0, 0], [0.5, 1]]), "slates": SLATES, "k": 2},
    "ThompsonSampling",
    rewards=[[[5, 0], [0, 1]], [[-1, 0], [0, 0]], [[NAN, 0], [0, 0]], [[1, 0]]],
    slates=[SLATES + 5],
    k=[0, 7, NAN],
    prior=[(0, 1), (1, NAN)],
)
case(
    lambda epsilon: exploration.EpsilonGreedy(6, epsilon, k=2).recommend(WHO, OPEN),
    {"epsilon": 0.5},
    "EpsilonGreedy",
    epsilon=[-0.1, 1.1, NAN],
)
case(
    lambda rewards, **o: learned(
        exploration.LinUCB(lambda users: np.repeat(F[None], len(users), 0), **o), rewards
    ),
    {"rewards": np.array([[1.0, 0], [3, 1]]), "k": 2},
    "LinUCB",
    rewards=[[[NAN, 0], [0, 0]], [[1, 0]]],
    alpha=[-1, NAN],
    ridge=[0, NAN],
)
case(
    lambda budget: exploration.Budgeted(exploration.ThompsonSampling(6, k=2), 2, budget).recommend(
        WHO, OPEN
    ),
    {"budget": 1.0},
    "Budgeted",
    budget=[-1, NAN],
)

PAGES = pd.DataFrame(
    {
        "session_id": [0, 0, 0, 1, 1],
        "page_id": [0, 0, 1, 2, 2],
        "user_id": [4, 4, 4, 5, 5],
        "doc_id": [8, 9, 8, 9, 8],
        "timestamp": pd.date_range("2024-01-01", periods=5, freq="h"),
        "position": [1, 2, 1, 1, 2],
        "click": [1, 0, 1, 1, 1],
        "dwell": [40.0, NAN, 3, 0, 90],
        "scroll_depth": [0.5, NAN, 0.25, 0, 1],
        "shuffled": True,
    }
)
BAD_PAGES = [PAGES[["page_id"]], 3]
NAMES = {
    "impressions": "impressions|position|click|doc_id|user_id|page_id|timestamp|dwell|shuffled",
    "clicked": "click",
}
case(
    clicks.satisfied_clicks,
    {"impressions": PAGES},
    impressions=[*BAD_PAGES, PAGES.assign(dwell="long")],
    threshold=[-1, NAN],
    named=NAMES,
)
case(
    clicks.click_signals,
    {"impressions": PAGES},
    impressions=[*BAD_PAGES, PAGES.assign(page_id=None)],
    named=NAMES,
)
case(
    clicks.user_activity,
    {"impressions": PAGES},
    named=NAMES,
    impressions=[
        *BAD_PAGES,
        PAGES.assign(user_id=None),
        PAGES.assign(timestamp=pd.NaT),
        PAGES.assign(timestamp="9 am"),
    ],
)
case(
    clicks.flag_bots,
    {"activity": clicks.user_activity(PAGES)},
    activity=[ROWS],
    min_clicks=[-1, NAN],
    night_z=[NAN],
    least_spread=[NAN],
    least_scroll=[NAN],
)
BAD_TALLY = [
    *BAD_PAGES,
    PAGES.iloc[:0],
    PAGES.assign(position=0),
    PAGES.assign(position=1.5),
    PAGES.assign(position=NAN),
    PAGES.assign(doc_id=None),
    PAGES.assign(click=NAN),
    PAGES.assign(click=-1),
]
for count in (clicks.tally, clicks.click_rates, clicks.examination_from_shuffles):
    case(
        count,
        {"impressions": PAGES},
        impressions=BAD_TALLY,
        clicked=[[1], [NAN] * 5, [7] * 5],
        named=NAMES,
    )
case(
    clicks.position_based_model,
    {"impressions": PAGES, "iterations": 5},
    impressions=[*BAD_TALLY, PAGES.assign(click=0), PAGES[PAGES["position"] > 1]],
    iterations=[0],
    prior=[-1, NAN],
    named=NAMES,
)
case(
    clicks.weighted_relevance,
    {"impressions": PAGES, "examination": np.array([1.0, 0.5])},
    impressions=BAD_TALLY,
    examination=[[1.0], [1.0, 0], [1.0, NAN]],
    clip=[-1, 2, NAN],
    named=NAMES,
)
case(
    clicks.rows_to_tell,
    {"rate": 0.1, "difference": 0.01},
    rate=[0, NAN, 0.995],
    difference=[0, -1, NAN],
    power=[0, 1, NAN],
    alpha=[0, 1],
)

VALUES = np.repeat(np.arange(5.0), 8)
for measure in (drift.psi, drift.jensen_shannon, drift.kolmogorov_smirnov):
    case(
        measure,
        {"reference": np.array([3.0, 2, 1]), "current": np.array([1.0, 2, 5])},
        reference=[[1, 2], [-1, 1, 1], [NAN, 1, 1], [0, 0, 0]],
        current=[[0, 0, 0], [INF, 1, 1]],
        **({"eps": [0, NAN]} if measure is drift.psi else {}),
    )
case(
    lambda reference, n_bins=10: drift.Bins(reference, n_bins).counts(reference),
    {"reference": VALUES},
    "Bins",
    reference=[[NAN], []],
    n_bins=[1, NAN],
)
case(
    drift.compare,
    {"reference": VALUES, "current": VALUES[:24], "draws": 50},
    reference=[[NAN]],
    measure=["l2"],
    alpha=[0, 2, NAN],
    draws=[0, NAN],
    current_users=[[1]],
    current=[[]],
    n_bins=[1],
    named={"current_users": "users", "current": "current|empty"},
)
case(
    drift.null_threshold,
    {"share": P, "n_reference": 50, "n_current": 50, "draws": 20},
    share=[[0.0], [-1, 2], [NAN, 1]],
    n_reference=[0, NAN],
    n_current=[0],
    measure=["l2"],
    alpha=[0, NAN],
    draws=[0],
)
case(
    drift.profile_drift,
    {"early": F, "late": F + 1, "draws": 20},
    early=[with_nan(F), -F, F[:1]],
    late=[F[:, :2]],
    draws=[1],
    named={"early": "early|two tables", "late": "two tables"},
)
case(
    drift.user_level_test,
    {
        "before": VALUES,
        "users_before": np.arange(40),
        "after": VALUES + 1,
        "users_after": np.arange(40),
    },
    before=[with_nan(VALUES), []],
    users_before=[[None] * 40, [1]],
    after=[with_nan(VALUES)],
    users_after=[[1]],
)
case(
    lambda stream, threshold=50.0, allowance=0.005: drift.alarms(
        stream, drift.page_hinkley(allowance, threshold)
    ),
    {"stream": VALUES},
    "alarms",
    stream=[[0.0, NAN], [INF]],
)
case(
    lambda **o: type(drift.page_hinkley(**o)).__name__,
    {},
    "page_hinkley",
    threshold=[0, NAN],
    allowance=[-1, NAN],
)
case(lambda **o: type(drift.adwin(**o)).__name__, {}, "adwin", delta=[0, 1, NAN])
case(
    drift.detection,
    {"positions": np.array([3, 9]), "change": 5},
    positions=[[-1], [0.5]],
    change=[-1, NAN],
)
TABLE = pd.DataFrame({"v": VALUES, "w": VALUES[::-1], "who": np.arange(40)})
case(
    lambda reference, columns, batch=TABLE, **o: drift.Monitor(reference, columns, **o).check(
        batch
    ),
    {"reference": TABLE, "columns": ["v", "w"]},
    "Monitor",
    reference=[ROWS],
    columns=[[], ["age"]],
    batch=[ROWS, TABLE.iloc[:0]],
    draws=[50, 0, NAN],
    alpha=[0, NAN],
    named={"columns": "columns|age"},
)
case(
    drift.changes,
    {
        "report": pd.DataFrame(
            {"column": ["v"], "when": [1], "statistic": [0.1], "p_value": [0.1], "alarm": [True]}
        ),
        "confirm": 1,
    },
    report=[ROWS],
    confirm=[0, NAN],
)
case(
    drift.decayed_counts,
    {"keys": ITEMS, "age": np.array([0.0, 1, 2]), "half_life": 1.0},
    keys=[[None, 1, 1], [1]],
    age=[[-1, 0, 0], [NAN, 0, 0]],
    half_life=[0, NAN],
    weights=[[NAN] * 3, [1.0]],
)

EVENTS = pd.DataFrame(
    {
        "event_id": ["a", "b", "a"],
        "version": [1, 1, 2],
        "account_id": [7, 7, 8],
        "cents": [5, 6, 7],
        "event_time": pd.to_datetime(["2024-01-01 10:05", "2024-01-01 10:07", "2024-01-01 10:05"]),
    }
)
ARRIVALS = EVENTS.assign(arrived_at=pd.date_range("2024-01-01 10:10", periods=3, freq="min"))
LOST = [EVENTS.assign(cents=NAN), EVENTS.assign(account_id=None), EVENTS[["cents"]]]
EVENT_NAMES = {
    "events": "events|cents|account_id",
    "arrivals": "arrivals|arrived_at|event_time",
    "left": "left",
    "right": "right",
}
case(pipelines.latest, {"events": EVENTS}, events=LOST, named=EVENT_NAMES)
case(pipelines.totals, {"events": EVENTS}, events=LOST, unit=["fortnight"], named=EVENT_NAMES)
case(
    pipelines.stream_totals,
    {"arrivals": ARRIVALS},
    arrivals=[EVENTS, ARRIVALS[::-1], ARRIVALS.assign(event_time="noon")],
    lateness=["-1h"],
    unit=["-1h"],
    named=EVENT_NAMES,
)
SUMS = pd.DataFrame({"day": [1, 2], "cents": [5, 6]})
case(
    pipelines.reconcile,
    {"left": SUMS, "right": SUMS.assign(cents=[5, 7]), "on": ("day",)},
    left=[SUMS.assign(day=1), SUMS.assign(cents=NAN), ROWS],
    right=[SUMS.assign(day=1)],
    named=EVENT_NAMES,
)
PLAYS = pd.DataFrame(
    {
        "user_id": [1],
        "title_id": [2],
        "timestamp": [pd.Timestamp("2024-01-01")],
        "minutes": [50.0],
        "fraction": [0.5],
    }
)
case(
    events.playback_reports,
    {"plays": PLAYS},
    every=[0, NAN],
    named={"plays": "plays|fraction|user_id|timestamp"},
    plays=[
        ROWS,
        PLAYS.assign(fraction=NAN),
        PLAYS.assign(fraction=2.0),
        PLAYS.assign(user_id=None),
        PLAYS.assign(timestamp=pd.NaT),
    ],
)
REPORT = events.playback_reports(PLAYS)
case(
    lambda batch: events.WatchStore().upsert(batch),
    {"batch": REPORT},
    "WatchStore",
    named={"batch": "batch|event_id|reported_at"},
    batch=[
        ROWS,
        REPORT.assign(event_id=None),
        REPORT.assign(reported_at=pd.NaT),
        pd.concat([REPORT, REPORT.assign(fraction=0.1)]),
    ],
)
case(
    lambda batch: validation.quarantine(batch, events.REPORTS),
    {"batch": REPORT},
    "quarantine",
    batch=[ROWS, pd.concat([REPORT, REPORT])],
)
case(
    validation.expect, {"batch": ROWS, "expectations": [validation.Expectation("rows", len, 1, 9)]}
)
case(
    lambda history, width=6.0, measures=None: len(
        validation.learn_expectations(history, measures or {"measures": len}, width)
    ),
    {"history": [ROWS] * 3},
    "learn_expectations",
    history=[[ROWS]],
    width=[0, NAN],
    measures=[{"measures": lambda _: NAN}],
)
case(
    product_features.product_metadata,
    {"product_ids": [1029743, 6534178]},
    product_ids=[[None], [-1]],
    named={"product_ids": "product"},
)
case(product_features.first_purchases, {"min_households": 700}, min_households=[0, NAN])
case(
    delivery.deliver,
    {"events": EVENTS},
    repeat=[-1, 1],
    loss=[-1, 1],
    stragglers=[-1, 2],
    mean_delay=[-1, NAN],
    straggler_delay=[-1],
    named={"mean_delay": "delay", "straggler_delay": "delay"},
)

COVERED = {case.of for case in CASES}
ELSEWHERE = {  # what has a test of its own, and where
    "test_checks.py": [
        "print_warnings",
        "ask",
        "ask_many",
        "told_apart",
        "number",
        "array",
        "items",
        "table",
        "equal",
    ],
    "test_datasets.py": [
        "load_movielens",
        "load_open_bandit",
        "load_purchases",
        "load_flights",
        "read",
        "checked_path",
    ],
    "test_evidence.py": [
        "Control",
        "Regime",
        "seeds",
        "proportion",
        "enough",
        "judge",
        "verdict_of",
        "satisfies",
        "reachable",
    ],
    "test_ads.py": ["build_ads", "random_traffic", "build_pages"],
    "test_retrieval.py": [
        "TwoTowers",
        "item_neighbours",
        "candidate_recall",
        "index_benchmark",
        "merged",
    ],
    "test_plotting.py": ["use_theme", "line_with_interval", "bars_with_interval"],
    "test_interactive.py": ["use_interactive_figures"],
    "test_pipelines.py": ["totals_on_spark", "Pipeline"],
    "test_explicit_feedback.py": ["predict_ratings"],
    "test_auction.py": ["build_market", "run_auctions", "corrupt"],
    "test_delivery.py": ["inject"],
    "test_marketplace.py": [
        "make_marketplace",
        "simulate",
        "linear_retention",
        "ShopWindow",
        "Oracle",
    ],
    "test_parcels.py": ["simulate_parcels"],
    "test_search.py": ["build_search", "search"],
    "test_service.py": ["Service"],
    "test_streaming.py": ["build_service", "watch"],
}


INSIDE = ("box.py", "verdicts.py")  # parts of `evidence` that it does not hand on


def public() -> Iterator[tuple[str, str]]:
    """Public functions, and classes with an __init__: what a caller hands values to."""
    for path in sorted((ROOT / "src/dataproblems").rglob("*.py")):
        if path.name in ("make.py", "contracts.py", "arrays.py", *INSIDE):
            continue
        for node in ast.parse(path.read_text()).body:
            named = getattr(node, "name", "_")
            own = isinstance(node, ast.FunctionDef) or (
                isinstance(node, ast.ClassDef)
                and any(isinstance(m, ast.FunctionDef) and m.name == "__init__" for m in node.body)
            )
            if own and not named.startswith("_"):
                yield path.stem, named


def test_every_public_helper_has_a_contract_test():
    elsewhere = {name for names in ELSEWHERE.values() for name in names}
    missing = [f"{module}.{name}" for module, name in public() if name not in COVERED | elsewhere]
    assert missing == []


@pytest.mark.parametrize("file", ELSEWHERE)
def test_what_is_tested_elsewhere_is(file):
    homes = [*ROOT.glob(f"tests/**/{file}")]
    text = "".join(path.read_text() for path in homes)
    assert [name for name in ELSEWHERE[file] if not re.search(rf"\b{name}\b", text)] == []


def forms(value: Any) -> Iterator[tuple[str, Any]]:
    """The same values in other forms."""
    if isinstance(value, np.ndarray) and value.dtype != bool and value.ndim == 1:
        whole = bool((value == np.floor(value)).all())
        yield "list", value.tolist()
        yield "Series with another index", pd.Series(value, index=range(len(value))[::-1])
        yield "nullable", pd.Series(value, dtype="Int64" if whole else "Float64")
        yield "read only", _frozen(value)
        if whole and np.abs(value).max(initial=0) < 100:
            yield "int8", value.astype(np.int8)
    elif isinstance(value, np.ndarray) and value.ndim == 2:
        yield "rows", value.tolist()
        yield "Fortran", np.asfortranarray(value)
        yield "read only", _frozen(value)
    elif isinstance(value, sparse.csr_array):
        yield "COO", value.tocoo()
        yield "CSC", value.tocsc()
        yield "csr_matrix", sparse.csr_matrix(value)
        yield "in pieces", _in_pieces(value)
    elif isinstance(value, pd.DataFrame):
        yield "columns turned round", value[value.columns[::-1]]
        yield (
            "another index",
            value.set_axis(range(7, 7 + len(value))) if value.index.name is None else value,
        )


def _frozen(value: np.ndarray) -> np.ndarray:
    copy = value.copy()
    copy.flags.writeable = False
    return copy


def _in_pieces(X: sparse.csr_array) -> sparse.csr_array:
    """Every entry stored twice, as halves, and columns in falling order."""
    coo = X.tocoo()
    row, column = (np.repeat(axis, 2)[::-1] for axis in coo.coords)
    order = np.argsort(row, kind="stable")
    ends = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=X.shape[0]))])
    return sparse.csr_array(
        (np.repeat(coo.data, 2)[::-1][order] / 2, column[order], ends), shape=X.shape
    )


def plain(value: Any) -> Any:
    """A result as nested lists of numbers and text, for comparison."""
    if sparse.issparse(value):
        return plain(value.toarray())
    if isinstance(value, pd.DataFrame):
        return {str(name): plain(value[name]) for name in sorted(value.columns, key=str)}
    if isinstance(value, pd.Series | pd.Index):
        return [plain(v) for v in value.tolist()]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, int | float | np.number) and not isinstance(value, bool):
        return pytest.approx(float(value), rel=1e-9, abs=1e-9, nan_ok=True)
    return str(value) if value is pd.NaT else value


def ids(some: list[tuple[Case, str, Any]]) -> list[str]:
    return [f"{case.of}-{argument}-{label}" for case, argument, label in some]


FORMS = [
    (c, argument, label)
    for c in CASES
    for argument, value in c.good.items()
    for label, _ in forms(value)
]
BAD = [
    (c, argument, i)
    for c in CASES
    for argument, values in c.bad.items()
    for i in range(len(values))
]


@pytest.mark.parametrize(("case", "argument", "label"), FORMS, ids=ids(FORMS))
def test_the_same_values_in_another_form_give_the_same(case, argument, label):
    other = dict(forms(case.good[argument]))[label]
    assert plain(case.run(**{argument: other})) == plain(case.run())


@pytest.mark.parametrize(("case", "argument", "i"), BAD, ids=ids(BAD))
def test_nonsense_is_refused_by_name(case, argument, i):
    with pytest.raises((ValueError, TypeError), match=case.named.get(argument, argument)):
        case.run(**{argument: case.bad[argument][i]})
