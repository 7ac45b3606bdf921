"""Compare the book's recommenders, rankings and bandits with what a user would pick instead.

Everything runs in one process on the same data, one thread each, so the *ratios* mean something
where the milliseconds do not. Run from the repository's root:

    python benchmarks/recommenders.py            # a table
    python benchmarks/recommenders.py --json     # the same for a machine

A ratio above 1 in the column ``time`` says that the alternative took that many times as long.
``quality`` is NDCG@10 for recommenders, the share of identical results for rankings and the
regret per step (less is better) for bandits. MABWiser joins them where it is installed
(``pip install mabwiser``).
"""

import logging
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np
import pandas as pd
from comparison import Row, main, timed
from implicit.cpu.als import AlternatingLeastSquares
from implicit.nearest_neighbours import TFIDFRecommender
from implicit.utils import ParameterWarning
from river import bandit, proba
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from surprise import SVD, Dataset, Reader

from dataproblems.datasets import load_movielens
from dataproblems.exploration import LinUCB, ThompsonSampling
from dataproblems.implicit_feedback import ALS, EASE
from dataproblems.ranking import mmr, ndcg_at_k, top_k
from dataproblems.reranking import calibrated, constrained_slates, popularity_groups
from dataproblems.sparsity import Split, hold_out, interaction_matrix


def recommenders() -> list[Row]:
    ratings = load_movielens().ratings
    ratings = ratings[ratings.groupby("movie_id")["movie_id"].transform("size") >= 5]
    data = interaction_matrix(ratings["user_id"], ratings["movie_id"], ratings["rating"])
    explicit = hold_out(data.matrix, 0.2, np.random.default_rng(0))
    train, test = explicit.train.sign(), explicit.test.sign()

    def ndcg(scores: Any) -> float:
        return float(np.nanmean(ndcg_at_k(scores, test, 10, exclude=train)))

    def implicit_als() -> Any:
        model = AlternatingLeastSquares(
            64, regularization=10.0, alpha=10.0, random_state=0, num_threads=1
        )
        model.fit(sparse.csr_matrix(train), show_progress=False)
        return model.user_factors @ model.item_factors.T

    def implicit_knn() -> Any:
        model = TFIDFRecommender(K=100, num_threads=1)
        with warnings.catch_warnings():  # its own TF-IDF hands its own fit a COO matrix
            warnings.simplefilter("ignore", ParameterWarning)
            model.fit(sparse.csr_matrix(train), show_progress=False)
        return (train @ model.similarity).toarray()

    def sklearn_svd() -> Any:
        model = TruncatedSVD(32, random_state=0)
        return model.fit_transform(train) @ model.components_

    ours = {
        "EASE": timed(lambda: EASE(300.0).fit(train).predict(train)),
        "ALS (wrapper)": timed(lambda: ALS().fit(train).predict(train)),
    }
    others = {
        "implicit ALS": timed(implicit_als),
        "implicit TF-IDF kNN": timed(implicit_knn),
        "scikit-learn TruncatedSVD": timed(sklearn_svd),
        "surprise SVD": timed(lambda: surprise_svd(explicit)),
    }
    return [
        Row("fit and score all", name, other, own, theirs, ndcg(scores), ndcg(their_scores))
        for name, (own, scores) in ours.items()
        for other, (theirs, their_scores) in others.items()
        if name == "EASE" or other == "implicit ALS"
    ]


def surprise_svd(split: Split) -> Any:
    stars = split.train.tocoo()
    frame = pd.DataFrame({"u": stars.coords[0], "i": stars.coords[1], "r": stars.data})
    fold = Dataset.load_from_df(frame, Reader(rating_scale=(0.5, 5))).build_full_trainset()
    model = SVD(random_state=0).fit(fold)
    scores = np.full(split.train.shape, -10.0)
    users = [fold.to_inner_uid(u) for u in range(split.train.shape[0])]
    items = np.array([fold.to_raw_iid(i) for i in range(fold.n_items)])
    scores[:, items] = (
        model.pu[users] @ model.qi.T + model.bu[users][:, None] + model.bi + fold.global_mean
    )
    return scores


def rankings() -> list[Row]:
    rng = np.random.default_rng(0)
    scores = rng.normal(size=(600, 5000))
    group = popularity_groups(rng.zipf(1.5, 5000))
    wanted = rng.dirichlet(np.ones(3), 600)
    features = np.eye(20)[rng.integers(20, size=5000)]
    few = slice(0, 40)

    def same(ours: Any, theirs: Any) -> float:
        return float((np.asarray(ours) == np.asarray(theirs)).all(axis=1).mean())

    rows = []
    own, lists = timed(lambda: top_k(scores, 10), 3)
    for name, run in {
        "np.argsort": lambda: np.argsort(-scores, axis=1, kind="stable")[:, :10],
        "pandas nlargest": lambda: np.array(
            [pd.Series(row).nlargest(10).index.to_numpy() for row in scores]
        ),
        "np.argpartition, then sort": lambda: partitioned(scores, 10),
    }.items():
        theirs, other = timed(run)
        rows.append(
            Row("top 10 of 5,000", "ranking.top_k", name, own, theirs, 1, same(lists, other))
        )

    own, lists = timed(lambda: calibrated(scores[few], group, wanted[few], 10, 0.5, pool=100))
    theirs, other = timed(
        lambda: [
            calibrated_by_loops(s, group, w) for s, w in zip(scores[few], wanted[few], strict=True)
        ]
    )
    rows.append(
        Row(
            "calibration",
            "reranking.calibrated",
            "the paper's loops in Python",
            own,
            theirs,
            1,
            same(lists, other),
        )
    )

    own, lists = timed(lambda: mmr(scores[few], features, 10, 0.7))
    theirs, other = timed(lambda: [mmr_by_loops(s, features) for s in scores[few]])
    rows.append(
        Row("MMR", "ranking.mmr", "the paper's loops in Python", own, theirs, 1, same(lists, other))
    )

    value = np.where(rng.random((60, 200)) < 0.2, rng.random((60, 200)), -np.inf)
    stock = np.full(200, 2)
    own, lists = timed(lambda: constrained_slates(value, 5, stock))
    theirs, other = timed(lambda: greedy_slates(value, 5, stock))
    best = np.take_along_axis(value, lists, axis=1).sum()
    reached = sum(value[u, i] for u, slate in enumerate(other) for i in slate) / best
    rows.append(
        Row(
            "slates under stock",
            "reranking.constrained_slates",
            "greedy in Python",
            own,
            theirs,
            1,
            float(reached),
        )
    )
    return rows


def partitioned(scores: Any, k: int) -> Any:
    """Take what most people write: fast, and without a rule for ties."""
    best = np.argpartition(-scores, k, axis=1)[:, :k]
    order = np.argsort(-np.take_along_axis(scores, best, axis=1), axis=1)
    return np.take_along_axis(best, order, axis=1)


def calibrated_by_loops(scores: Any, group: Any, wanted: Any, k: int = 10) -> list[int]:
    pool = [int(i) for i in np.argsort(-scores)[:100]]
    low, high = scores[pool[-1]], scores[pool[0]]
    chosen: list[int] = []
    for _ in range(k):

        def worth(item: int) -> float:
            mix = np.bincount(group[[*chosen, item]], minlength=3) / (len(chosen) + 1)
            mix = 0.99 * mix + 0.01 * wanted
            away = sum(p * np.log(p / q) for p, q in zip(wanted, mix, strict=True) if p > 0)
            return float(0.5 * (scores[item] - low) / (high - low) - 0.5 * away)

        chosen.append(max((i for i in pool if i not in chosen), key=worth))
    return chosen


def mmr_by_loops(scores: Any, features: Any, k: int = 10) -> list[int]:
    pool = [int(i) for i in np.argsort(-scores)[:100]]
    low, high = scores[pool[-1]], scores[pool[0]]
    chosen: list[int] = []
    for _ in range(k):

        def worth(item: int) -> float:
            nearest = max((features[item] @ features[other] for other in chosen), default=0.0)
            return float(0.7 * (scores[item] - low) / (high - low) - 0.3 * nearest)

        chosen.append(max((i for i in pool if i not in chosen), key=worth))
    return chosen


def greedy_slates(value: Any, k: int, stock: Any) -> list[list[int]]:
    """Give the most valuable pair what it wants, then the next, while the stock lasts."""
    left, slates = stock.copy(), [[] for _ in value]  # type: list[int], list[list[int]]
    for flat in np.argsort(-value, axis=None):
        user, item = divmod(int(flat), value.shape[1])
        if np.isneginf(value[user, item]):
            break
        if left[item] > 0 and len(slates[user]) < k:
            slates[user].append(item)
            left[item] -= 1
    return slates


def bandits(steps: int = 3000, arms: int = 20, features: int = 5) -> list[Row]:
    rng = np.random.default_rng(0)
    rates = rng.uniform(0.05, 0.4, arms)
    coins = rng.random((steps, arms))
    user, everything = np.array([0]), np.ones(arms, dtype=bool)

    def ours() -> float:
        policy = ThompsonSampling(arms, k=1, prior=(1, 1))
        regret = 0.0
        for t in range(steps):
            arm = policy.recommend(user, everything)
            won = float(coins[t, arm[0, 0]] < rates[arm[0, 0]])
            policy.update(user, arm, np.array([[won]]))
            regret += rates.max() - rates[arm[0, 0]]
        return regret / steps

    def river_thompson() -> float:
        policy = bandit.ThompsonSampling(reward_obj=proba.Beta(), rng=0)
        regret, ids = 0.0, list(range(arms))
        for t in range(steps):
            arm = policy.pull(ids)
            policy.update(arm, bool(coins[t, arm] < rates[arm]))
            regret += rates.max() - rates[arm]
        return regret / steps

    def mabwiser_thompson() -> float:
        from mabwiser.mab import MAB, LearningPolicy

        policy = MAB(list(range(arms)), LearningPolicy.ThompsonSampling(), seed=0)
        learn, regret, arm = policy.fit, 0.0, 0
        for t in range(steps):
            learn([arm], [int(coins[t, arm] < rates[arm])])
            regret += rates.max() - rates[arm]
            learn, arm = policy.partial_fit, policy.predict()
        return regret / steps

    alternatives = {"river ThompsonSampling": river_thompson}
    if find_spec("mabwiser"):
        alternatives["MABWiser ThompsonSampling"] = mabwiser_thompson
    rows = against("bandit, one step at a time", "ThompsonSampling", ours, alternatives)
    return rows + linear_bandits(rng, steps // 6, arms // 2, features)


def against(
    task: str, name: str, ours: Callable[[], float], others: dict[str, Callable[[], float]]
) -> list[Row]:
    """Time our run once and each alternative beside it."""
    own, quality = timed(ours)
    rows = []
    for other, run in others.items():
        theirs, other_quality = timed(run)
        rows.append(Row(task, name, other, own, theirs, quality, other_quality))
    return rows


def linear_bandits(rng: np.random.Generator, steps: int, arms: int, features: int) -> list[Row]:
    """LinUCB with a model for each arm, in both libraries, on the same contexts and coins."""
    contexts = rng.uniform(0, 1, (steps, features))
    weights = rng.dirichlet(np.ones(features), arms) * 0.8
    rates = contexts @ weights.T
    coins = rng.random(rates.shape)
    # disjoint LinUCB is the shared one with each arm's features in a block of their own
    blocks = np.einsum("ab,tf->tabf", np.eye(arms), contexts).reshape(steps, arms, -1)

    def ours() -> float:
        policy = LinUCB(lambda users: blocks[users], k=1, alpha=0.5)
        regret, everything = 0.0, np.ones(arms, dtype=bool)
        for t in range(steps):
            arm = policy.recommend(np.array([t]), everything)
            won = float(coins[t, arm[0, 0]] < rates[t, arm[0, 0]])
            policy.update(np.array([t]), arm, np.array([[won]]))
            regret += rates[t].max() - rates[t, arm[0, 0]]
        return regret / steps

    def rivers() -> float:
        policy = bandit.LinUCBDisjoint(alpha=0.5, seed=0)
        regret, ids = 0.0, list(range(arms))
        for t in range(steps):
            context = {f"x{i}": float(v) for i, v in enumerate(contexts[t])}
            arm = policy.pull(ids, context=context)
            policy.update(arm, context, float(coins[t, arm] < rates[t, arm]))
            regret += rates[t].max() - rates[t, arm]
        return regret / steps

    def mabwisers() -> float:
        from mabwiser.mab import MAB, LearningPolicy

        policy = MAB(list(range(arms)), LearningPolicy.LinUCB(alpha=0.5, l2_lambda=1.0), seed=0)
        learn, regret, arm = policy.fit, 0.0, 0
        for t in range(steps):
            learn([arm], [float(coins[t, arm] < rates[t, arm])], contexts[t : t + 1])
            regret += rates[t].max() - rates[t, arm]
            learn, arm = policy.partial_fit, policy.predict(contexts[(t + 1) % steps][None])
        return regret / steps

    alternatives = {"river LinUCBDisjoint": rivers}
    if find_spec("mabwiser"):
        alternatives["MABWiser LinUCB"] = mabwisers
    return against("linear bandit, one step at a time", "LinUCB", ours, alternatives)


if __name__ == "__main__":
    logging.getLogger("implicit").setLevel(logging.ERROR)
    main([recommenders, rankings, bandits], "quality", ".3f")
