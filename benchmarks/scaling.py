"""How the cost of the helpers grows, beside what a user would pick instead.

Each task runs at 1, 10 and 100 times the size that a page or a table of this folder gives it, ours
and the alternative in the same process, one thread each. Run from the repository's root:

    python benchmarks/scaling.py                    # every task, about ten CPU-minutes
    python benchmarks/scaling.py top_k mmr --most 10    # two tasks, up to 10 times the size

``CPU s`` and ``alternative's`` are seconds of CPU of
the fastest run; a ratio above 1 says that the alternative took that many times as long. ``growth``
is the exponent of the cost between the two largest sizes: 1 is linear. ``quality`` is ours, then
the alternative's: the share of users with the same list, NDCG@10, or the error of a sum.
``scaling.txt`` is what such a run printed.
"""

import argparse
import datetime
import logging
import os
import platform
import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pandas as pd
from comparison import timed
from google import accept
from implicit.cpu.als import AlternatingLeastSquares
from recommenders import calibrated_by_loops, mmr_by_loops, partitioned
from scipy import sparse
from threadpoolctl import threadpool_limits

from dataproblems.clicks import weighted_relevance
from dataproblems.datasets import load_movielens, load_open_bandit
from dataproblems.exploration import ips
from dataproblems.implicit_feedback import ALS
from dataproblems.pipelines import EVENT_COLUMNS, Pipeline, latest
from dataproblems.ranking import mmr, ndcg_at_k, top_k
from dataproblems.reranking import calibrated, popularity_groups
from dataproblems.simulators.search import Behaviour
from dataproblems.sparsity import hold_out, interaction_matrix

ITEMS = 5000


class Run(NamedTuple):
    """One task at one size: what it is, how large, and both sides as calls without arguments.

    ``quality`` takes the result of each side, ours first, and gives the quality of both.
    """

    size: str
    alternative: str
    ours: Callable[[], Any]
    theirs: Callable[[], Any]
    quality: Callable[[Any, Any], tuple[float, float]]


def alike(ours: Any, theirs: Any) -> tuple[float, float]:
    """Share of the users to whom both give the same list."""
    return 1.0, float((np.asarray(ours) == np.asarray(theirs)).all(axis=1).mean())


def top_10(times: int) -> Run:
    scores = np.random.default_rng(0).normal(size=(600 * times, ITEMS))
    return Run(
        f"{600 * times:,} users x {ITEMS:,} items",
        "np.argpartition, then sort",
        lambda: top_k(scores, 10),
        lambda: partitioned(scores, 10),
        alike,
    )


def diversified(times: int) -> Run:
    rng = np.random.default_rng(0)
    scores, features = (
        rng.normal(size=(40 * times, ITEMS)),
        np.eye(20)[rng.integers(20, size=ITEMS)],
    )
    return Run(
        f"{40 * times:,} users, 100 candidates",
        "the paper's loops in Python",
        lambda: mmr(scores, features, 10, 0.7),
        lambda: [mmr_by_loops(s, features) for s in scores],
        alike,
    )


def mixed(times: int) -> Run:
    rng = np.random.default_rng(0)
    scores, groups = rng.normal(size=(40 * times, ITEMS)), popularity_groups(rng.zipf(1.5, ITEMS))
    wanted = rng.dirichlet(np.ones(3), 40 * times)
    return Run(
        f"{40 * times:,} users, 100 candidates",
        "the paper's loops in Python",
        lambda: calibrated(scores, groups, wanted, 10, 0.5, pool=100),
        lambda: [calibrated_by_loops(s, groups, w) for s, w in zip(scores, wanted, strict=True)],
        alike,
    )


def factors(times: int) -> Run:
    """MovieLens, and as many copies of its users as it takes; scores for the first of them."""
    stars = load_movielens().ratings
    stars = stars[stars.groupby("movie_id")["movie_id"].transform("size") >= 5]
    data = interaction_matrix(stars["user_id"], stars["movie_id"], stars["rating"])
    split = hold_out(data.matrix, 0.2, np.random.default_rng(0))
    some, test = split.train.sign(), split.test.sign()
    train = sparse.csr_array(sparse.vstack([some] * times))
    asked = np.arange(some.shape[0])

    def theirs() -> Any:
        model = AlternatingLeastSquares(
            64, regularization=10.0, iterations=3, random_state=0, num_threads=1
        )
        trusted, seen = (sparse.csr_matrix(x, dtype=np.float32) for x in (train, some))
        for known in (trusted, seen):
            known.data = 1 + 10 * known.data
        model.fit(trusted, show_progress=False)
        return model.recalculate_user(asked, seen) @ model.item_factors.T

    def ndcg(*both: Any) -> Any:
        return [float(np.nanmean(ndcg_at_k(s, test, 10, exclude=some))) for s in both]

    return Run(
        f"{train.nnz:,} interactions, 3 rounds",
        "implicit, called by hand",
        lambda: ALS(iterations=3).fit(train).predict(some),
        theirs,
        ndcg,
    )


def weighted_clicks(times: int) -> Run:
    n, rng = 500_000 * times, np.random.default_rng(0)
    place, curve = rng.integers(10, size=n), Behaviour().curve(10)
    attraction = rng.uniform(0.05, 0.95, 300)
    document = rng.integers(300, size=n)
    log = pd.DataFrame(
        {
            "doc_id": document,
            "position": place + 1,
            "click": (rng.random(n) < curve[place] * attraction[document]).astype(np.int8),
        }
    )

    def in_pandas() -> Any:
        examined = curve[log["position"] - 1]
        weighted = (log["click"] / examined).groupby(log["doc_id"]).mean()
        table = log.assign(examined=examined, weight=1 / examined, square=examined**-2.0)
        sums = table.groupby("doc_id")[["click", "examined", "weight", "square"]].sum()
        return pd.DataFrame(
            {
                "relevance": weighted,
                "ratio": sums["click"] / sums["examined"],
                "shown": log.groupby("doc_id").size(),
                "effective_n": sums["weight"] ** 2 / sums["square"],
            }
        )

    def error(*both: Any) -> Any:
        return [float(np.abs(r["relevance"] - attraction[r.index]).mean()) for r in both]

    return Run(
        f"{n:,} impressions",
        "pandas groupby, the same columns",
        lambda: weighted_relevance(log, curve),
        in_pandas,
        error,
    )


def off_policy(times: int) -> Run:
    log = load_open_bandit().log
    rows = np.resize(np.arange(len(log)), len(log) * times)
    reward, logged = log["click"].to_numpy()[rows], log["propensity"].to_numpy()[rows]
    target = np.random.default_rng(0).uniform(0, 0.025, len(rows))

    def by_hand() -> Any:
        terms = pd.Series(reward * target / logged)
        return terms.mean(), 1.96 * terms.sem()

    def width(ours: Any, theirs: Any) -> tuple[float, float]:
        return (ours.high - ours.low) / 2, theirs[1]

    return Run(
        f"{len(rows):,} rows",
        "pandas, by hand",
        lambda: ips(reward, target, logged),
        by_hand,
        width,
    )


def events(n: int) -> pd.DataFrame:
    """Events of which each third is corrected once, in random order."""
    rng = np.random.default_rng(0)
    first = pd.DataFrame(
        {
            "event_id": np.char.add("e", np.arange(n).astype(str)).astype(object),
            "version": 1,
            "account_id": rng.integers(100, size=n),
            "event_time": pd.Timestamp("2024-01-01")
            + pd.to_timedelta(rng.integers(864_000, size=n), unit="s"),
            "cents": rng.integers(1, 1000, n),
        }
    )
    again = first.iloc[::3].assign(version=2, cents=first["cents"].iloc[::3] + 1)
    return pd.concat([first, again]).sample(frac=1, random_state=0)[list(EVENT_COLUMNS)]


def newest(times: int) -> Run:
    sent = events(10_000 * times)

    def in_pandas() -> Any:
        order = sent.sort_values(
            ["version", "event_time", "account_id", "cents"], ascending=[False, True, True, True]
        )
        return order.drop_duplicates("event_id").sort_values("event_id")["cents"].sum()

    return Run(
        f"{len(sent):,} events",
        "pandas sort, drop_duplicates",
        lambda: latest(sent)["cents"].sum(),
        in_pandas,
        lambda ours, theirs: (0.0, float(abs(theirs - ours))),
    )


def upsert(times: int) -> Run:
    """Batches of one size, and the more of them: what is stored grows under each upsert."""
    sent = events(10_000 * times)
    batches = [sent.iloc[i : i + 13_334] for i in range(0, len(sent), 13_334)]

    def pipeline() -> Any:
        store = Pipeline(accept)
        for number, batch in enumerate(batches):
            store.submit(f"batch-{number:04d}", batch)
        return store.table("events")["cents"].sum()

    def by_hand() -> Any:
        with duckdb.connect() as db:
            db.execute(BY_HAND)
            for number, batch in enumerate(batches):
                db.register("b", batch)
                db.execute(TAKE_IN.format(batch=number))
            return db.table("e").df()["cents"].sum()

    return Run(
        f"{len(sent):,} events, {len(batches)} batches",
        "DuckDB by hand: journal, upsert, totals",
        pipeline,
        by_hand,
        lambda ours, theirs: (0.0, float(abs(theirs - ours))),
    )


BY_HAND = """
CREATE TABLE journal (batch INT, event_id VARCHAR, version VARCHAR, account_id VARCHAR,
    event_time VARCHAR, cents VARCHAR);
CREATE TABLE e (event_id VARCHAR PRIMARY KEY, version BIGINT, account_id BIGINT,
    event_time TIMESTAMP, cents BIGINT);
CREATE TABLE hours (hour TIMESTAMP, account_id BIGINT, events BIGINT, cents BIGINT)
"""
TAKE_IN = """
BEGIN;
INSERT INTO journal SELECT {batch}, * FROM b;
CREATE TEMP TABLE touched AS SELECT DISTINCT date_trunc('hour', event_time) AS hour FROM (
    SELECT event_time FROM b UNION ALL SELECT event_time FROM e SEMI JOIN b USING (event_id));
INSERT INTO e SELECT * EXCLUDE n FROM (SELECT *, row_number() OVER (
    PARTITION BY event_id ORDER BY version DESC, event_time, account_id, cents) AS n FROM b)
    WHERE n = 1 ON CONFLICT DO UPDATE SET version = excluded.version, cents = excluded.cents
    WHERE excluded.version > e.version;
DELETE FROM hours WHERE hour IN (FROM touched);
INSERT INTO hours SELECT date_trunc('hour', event_time) AS hour, account_id, count(*), sum(cents)
    FROM e WHERE date_trunc('hour', event_time) IN (FROM touched) GROUP BY ALL;
DROP TABLE touched;
COMMIT
"""
"""What keeps a journal and totals; nothing validates, and no step can be resumed alone."""

TASKS: dict[str, tuple[str, Callable[[int], Run]]] = {
    "top_k": ("ranking.top_k", top_10),
    "mmr": ("ranking.mmr", diversified),
    "calibrated": ("reranking.calibrated", mixed),
    "als": ("implicit_feedback.ALS", factors),
    "clicks": ("clicks.weighted_relevance", weighted_clicks),
    "ips": ("exploration.ips", off_policy),
    "latest": ("pipelines.latest", newest),
    "upsert": ("pipelines.Pipeline", upsert),
}


def measured(name: str, most: int) -> Iterator[dict[str, str]]:
    """Yield the row of each size of one task."""
    helper, make = TASKS[name]
    before: tuple[float, float] | None = None
    for times in (n for n in (1, 10, 100) if n <= most):
        run = make(times)
        own, ours = timed(run.ours, 3 if times < 100 else 1)
        their_seconds, theirs = timed(run.theirs, 3 if times < 100 else 1)
        quality = run.quality(ours, theirs)
        growth = ["", ""]
        if before:
            growth = [
                f"{np.log10(max(now, 1e-4) / max(then, 1e-4)):.2f}"
                for now, then in zip((own, their_seconds), before, strict=True)
            ]
        before = own, their_seconds
        yield {
            "helper": helper,
            "size": run.size,
            "alternative": run.alternative,
            "CPU s": f"{own:.3f}",
            "alternative's": f"{their_seconds:.3f}",
            "ratio": f"{their_seconds / max(own, 1e-4):.2f}",
            "growth": growth[0],
            "its growth": growth[1],
            "quality": " / ".join(f"{q:.4g}" for q in quality),
        }


def main() -> None:
    """Print a table of the chosen tasks, and on what it was measured."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("tasks", nargs="*", default=[*TASKS], metavar="|".join(TASKS))
    parser.add_argument("--most", type=int, default=100, help="the largest multiple of the size")
    chosen = parser.parse_args()
    rows = []
    with threadpool_limits(1):
        duckdb.execute("SET threads = 1")
        for name in chosen.tasks:
            for row in measured(name, chosen.most):
                rows.append(row)
                sys.stderr.write(f"{row['helper']}: {row['size']}\n")
    sys.stdout.write(f"{pd.DataFrame(rows).to_string(index=False)}\n")
    sys.stdout.write(
        f"{datetime.date.today()}, {platform.machine()}, Python {platform.python_version()},"
        f" load {os.getloadavg()[0]:.1f}\n"
    )


if __name__ == "__main__":
    logging.getLogger("implicit").setLevel(logging.ERROR)
    main()
