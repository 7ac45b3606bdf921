"""Compare the helpers for clicks, drift and pipelines with what a user would pick instead.

Everything runs in one process on the same data, one thread each, so the *ratios* mean something
where the milliseconds do not. Run from the repository's root:

    python benchmarks/google.py            # a table
    python benchmarks/google.py --json     # the same for a machine

A ratio above 1 in the column ``time`` says that the alternative took that many times as long.
``error`` is the mean absolute error of the examination curve or relevance against the
simulator's truth, the difference of the statistics, or the share of wrong totals.
"""

from typing import Any, NamedTuple

import duckdb
import numpy as np
import pandas as pd
from comparison import Row, main, timed
from river import drift as river_drift
from scipy import stats
from scipy.spatial import distance
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import OneHotEncoder

from dataproblems.clicks import position_based_model, weighted_relevance
from dataproblems.drift import Bins, adwin, alarms, compare, jensen_shannon, psi
from dataproblems.pipelines import EVENT_COLUMNS, Pipeline, latest
from dataproblems.simulators.delivery import deliver
from dataproblems.simulators.search import Behaviour, build_search, search


def click_models() -> list[Row]:
    engine = build_search(n_queries=20, n_docs=15, rng=0)
    honest = {"bot_traffic": 0.0, "behaviour": Behaviour(accidental=0.0)}
    log = search(engine, 3000, 1, ranker_noise=1.0, **honest).impressions
    truth = Behaviour().curve(10)

    def wrong(curve: Any) -> float:
        return float(np.abs(np.asarray(curve) - truth).mean())

    own, model = timed(lambda: position_based_model(log))
    rounds = len(model.log_likelihood)
    rows = []
    for name, run in {
        f"EM by sessions in Python (PyClick's algorithm), {rounds} rounds": lambda: em_by_sessions(
            log, rounds
        ),
        "scikit-learn logistic regression": lambda: logistic_curve(log),
    }.items():
        theirs, curve = timed(run)
        rows.append(Row("position-based model", "position_based_model", name, own, theirs,
                        wrong(model.examination), wrong(curve)))  # fmt: skip

    big = search(engine, 40_000, 2, **honest).impressions
    attraction = engine.documents["attraction"].to_numpy()
    own, found = timed(lambda: weighted_relevance(big, truth)["relevance"])
    theirs, other = timed(
        lambda: (big["click"] / truth[big["position"] - 1]).groupby(big["doc_id"]).mean()
    )
    errors = [float(np.abs(r - attraction[r.index]).mean()) for r in (found, other)]
    rows.append(Row(f"inverse propensities, {len(big):,} rows", "weighted_relevance",
                    "pandas groupby", own, theirs, *errors))  # fmt: skip
    return rows


def em_by_sessions(log: pd.DataFrame, rounds: int) -> Any:
    """Run expectation maximisation one shown result at a time, as PyClick runs it."""
    seen = list(zip(log["doc_id"], log["position"] - 1, log["click"], strict=True))
    examination, attraction = [0.5] * 10, dict.fromkeys(log["doc_id"].unique(), 0.5)
    for _ in range(rounds):
        looked = [[0.0, 0] for _ in range(10)]
        attracted = {doc: [0.0, 0] for doc in attraction}
        for doc, place, click in seen:
            e, a = examination[place], attraction[doc]
            looked[place][0] += 1.0 if click else e * (1 - a) / (1 - e * a)
            looked[place][1] += 1
            attracted[doc][0] += 1.0 if click else a * (1 - e) / (1 - e * a)
            attracted[doc][1] += 1
        examination = [total / n for total, n in looked]
        attraction = {doc: total / n for doc, (total, n) in attracted.items()}
    return np.array(examination) / examination[0]


def logistic_curve(log: pd.DataFrame) -> Any:
    """Take what most people write: one coefficient a place and a document."""
    encoder = OneHotEncoder()
    model = LogisticRegression(C=10, max_iter=300)
    model.fit(encoder.fit_transform(log[["position", "doc_id"]]), log["click"])
    odds = np.exp(model.coef_[0][: len(encoder.categories_[0])])
    return odds / odds[0]


def distances() -> list[Row]:
    rng = np.random.default_rng(0)
    p, q = rng.integers(1, 500, (2, 2000, 10))
    own, ours = timed(lambda: jensen_shannon(p, q))
    theirs, other = timed(
        lambda: [distance.jensenshannon(a, b, base=2) ** 2 for a, b in zip(p, q, strict=True)]
    )
    rows = [Row("2,000 Jensen-Shannon divergences", "jensen_shannon", "scipy, one by one", own,
                theirs, 0.0, float(np.abs(ours - other).max()))]  # fmt: skip

    columns = [rng.gamma(2, size=(2, 20_000)) for _ in range(50)]
    own, ours = timed(lambda: [binned_psi(*column) for column in columns])
    theirs, other = timed(lambda: [pandas_psi(*column) for column in columns])
    rows.append(Row("PSI of 50 columns, 20,000 rows", "Bins and psi", "pandas cut, value_counts",
                    own, theirs, 0.0, float(np.abs(np.subtract(ours, other)).max())))  # fmt: skip

    users = np.repeat(np.arange(200), 20)
    before, after = (rng.normal(size=200)[users] + rng.normal(size=4000) for _ in range(2))
    own, found = timed(
        lambda: compare(before, after, reference_users=users, current_users=users, measure="ks")
    )
    theirs, p_value = timed(lambda: permutation_p_value(before, after, users))
    gap = abs(found.p_value - p_value)
    rows.append(Row("p-value, users as the unit", "compare", "permutation loop in Python", own,
                    theirs, 0.0, gap))  # fmt: skip

    stream = (rng.random(20_000) < np.repeat([0.1, 0.3], 10_000)).astype(float)
    own, at = timed(lambda: alarms(stream, adwin()))
    for name, detector in {
        "river KSWIN": river_drift.KSWIN(seed=0),
        "river Page-Hinkley": river_drift.PageHinkley(),
    }.items():
        theirs, others = timed(lambda d=detector: alarms(stream, d))
        delays = [float(min(x[x >= 10_000], default=np.inf) - 10_000) for x in (at, others)]
        rows.append(Row("20,000 cases; error is the delay", "adwin", name, own, theirs, *delays))
    return rows


def binned_psi(before: Any, after: Any) -> float:
    bins = Bins(before)
    return float(psi(bins.counts(before), bins.counts(after)))


def pandas_psi(before: Any, after: Any) -> float:
    """Take what most people write, with the same ten bins and the same least share."""
    edges = [-np.inf, *np.quantile(before, np.linspace(0, 1, 11)[1:-1]), np.inf]
    p, q = (
        pd.cut(pd.Series(side), edges, right=False)
        .value_counts(normalize=True, sort=False)
        .clip(lower=1e-4)
        for side in (before, after)
    )
    return float(((q - p) * np.log(q / p)).sum())


def permutation_p_value(before: Any, after: Any, users: Any, draws: int = 300) -> float:
    """Shuffle whole users between the two samples."""
    rng = np.random.default_rng(0)
    blocks = [side[users == u] for side in (before, after) for u in range(200)]
    measured, extreme = stats.ks_2samp(before, after).statistic, 0
    for _ in range(draws):
        order = rng.permutation(400)
        left, right = (np.concatenate([blocks[i] for i in part]) for part in np.split(order, 2))
        extreme += stats.ks_2samp(left, right).statistic >= measured
    return (1 + extreme) / (1 + draws)


class Accepted(NamedTuple):
    """All rows are valid: the upsert is compared, not the validation."""

    valid: pd.DataFrame
    quarantined: pd.DataFrame


def accept(rows: pd.DataFrame) -> Accepted:
    typed = rows.astype({"version": "int64", "account_id": "int64", "cents": "int64"})
    typed["event_time"] = pd.to_datetime(typed["event_time"])
    return Accepted(typed, rows.iloc[:0].assign(reason=""))


def upserts(n: int = 100_000, n_batches: int = 20) -> list[Row]:
    rng = np.random.default_rng(0)
    events = pd.DataFrame(
        {
            "event_id": [f"e{i}" for i in range(n)],
            "version": 1,
            "account_id": rng.integers(100, size=n),
            "event_time": pd.Timestamp("2024-01-01")
            + pd.to_timedelta(np.sort(rng.integers(864_000, size=n)), unit="s"),
            "cents": rng.integers(1, 1000, n),
        }
    )
    arrivals = deliver(events, 0, repeat=0.1)[list(EVENT_COLUMNS)]
    batches = [arrivals.iloc[part] for part in np.array_split(np.arange(len(arrivals)), n_batches)]

    def pipeline() -> pd.DataFrame:
        store = Pipeline(accept)
        for number, batch in enumerate(batches):
            store.submit(f"batch-{number:03d}", batch)
        return store.table("events")

    def duckdb_alone() -> pd.DataFrame:
        with duckdb.connect() as db:
            db.execute("CREATE TABLE e (event_id VARCHAR PRIMARY KEY, version BIGINT, "
                       "account_id BIGINT, event_time TIMESTAMP, cents BIGINT)")  # fmt: skip
            for batch in batches:
                db.register("b", latest(batch))
                db.execute("INSERT INTO e SELECT * FROM b ON CONFLICT DO NOTHING")
            return db.table("e").df()

    def in_pandas() -> pd.DataFrame:
        stored = batches[0].iloc[:0]
        for batch in batches:
            stored = pd.concat([stored, batch]).sort_values("version", kind="stable")
            stored = stored.drop_duplicates("event_id", keep="last")
        return stored

    def wrong(stored: pd.DataFrame) -> float:
        return abs(stored["cents"].sum() / events["cents"].sum() - 1)

    own, ours = timed(pipeline)
    return [
        Row(f"{len(arrivals):,} events, {n_batches} batches", "Pipeline (crash-safe, totals kept)",
            name, own, theirs, wrong(ours), wrong(stored))
        for name, (theirs, stored) in {
            "pandas concat, in memory": timed(in_pandas),
            "DuckDB upsert alone": timed(duckdb_alone),
        }.items()
    ]  # fmt: skip


if __name__ == "__main__":
    main([click_models, distances, upserts], "error", ".4g")
