"""Measure what an index of vectors costs as the catalogue grows: time, memory, and what it misses.

The page *Retrieve, then rank* shows the record that this writes; a million vectors are too many to
measure while the book is built. Everything runs on one thread. From the repository's root:

    python benchmarks/retrieval.py                    # up to a million vectors, some minutes
    python benchmarks/retrieval.py 10000 100000       # these sizes only
    python benchmarks/retrieval.py --record           # and replace these sizes in the page's record

FAISS and hnswlib join up to 100,000 vectors where they are installed (``pip install faiss-cpu
hnswlib``).
"""

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits
from usearch.index import Index

RECORD = Path(__file__).parents[1] / "src" / "dataproblems" / "data" / "index_benchmark.json"
WANTED, QUERIES, FACTORS = 200, 300, 32
LINKS, BUILD_EFFORT, EFFORTS = 16, 64, (200, 800)
OTHERS_UP_TO = 100_000

Search = Callable[[Any, int], Any]  # query, effort -> keys


def vectors(n: int, rng: np.random.Generator) -> Any:
    """Vectors in clusters and of different lengths, as trained ones are."""
    centres = np.random.default_rng(0).standard_normal((60, FACTORS))
    near = centres[rng.integers(60, size=n)] + 0.8 * rng.standard_normal((n, FACTORS))
    return (rng.lognormal(0, 0.3, (n, 1)) * near).astype(np.float32)


def lifted(items: Any) -> Any:
    """One more coordinate, so that the largest inner product is the nearest direction."""
    squares = (items**2).sum(axis=1)
    return np.column_stack([items, np.sqrt(squares.max() - squares)]).astype(np.float32)


def usearch(items: Any, kind: str) -> tuple[Search, int]:
    index = Index(
        ndim=items.shape[1],
        metric="cos",
        dtype=kind,
        connectivity=LINKS,
        expansion_add=BUILD_EFFORT,
    )
    index.add(np.arange(len(items)), items, threads=1)

    def search(query: Any, effort: int) -> Any:
        index.expansion_search = effort
        return index.search(query, WANTED, threads=1).keys

    return search, index.serialized_length


def faiss(items: Any) -> tuple[Search, int]:
    import faiss

    faiss.omp_set_num_threads(1)
    unit = items / np.linalg.norm(items, axis=1, keepdims=True)
    index = faiss.IndexHNSWFlat(items.shape[1], LINKS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = BUILD_EFFORT
    index.add(unit)

    def search(query: Any, effort: int) -> Any:
        index.hnsw.efSearch = effort
        return index.search(query[None], WANTED)[1][0]

    return search, len(faiss.serialize_index(index))


def hnswlib(items: Any) -> tuple[Search, int]:
    import hnswlib

    index = hnswlib.Index(space="cosine", dim=items.shape[1])
    index.init_index(len(items), ef_construction=BUILD_EFFORT, M=LINKS)
    index.set_num_threads(1)
    index.add_items(items)

    def search(query: Any, effort: int) -> Any:
        index.set_ef(effort)
        return index.knn_query(query, WANTED)[0][0]

    return search, index.index_file_size()


def exact(items: Any) -> tuple[Search, int]:
    def search(query: Any, effort: int) -> Any:
        del effort
        scores = items @ query
        top = np.argpartition(-scores, WANTED)[:WANTED]
        return top[np.argsort(-scores[top])]

    return search, items.nbytes


def indexes(n: int) -> dict[str, Callable[[Any], tuple[Search, int]]]:
    """Return what is measured at one size, the exact search first."""
    found = {
        "exact (NumPy)": exact,
        "usearch, 8-bit": lambda items: usearch(items, "i8"),
        "usearch, 32-bit": lambda items: usearch(items, "f32"),
    }
    others = {"FAISS, 32-bit": ("faiss", faiss), "hnswlib, 32-bit": ("hnswlib", hnswlib)}
    if n <= OTHERS_UP_TO:
        found |= {name: run for name, (module, run) in others.items() if find_spec(module)}
    return found


def measure(n: int) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of each index at one size."""
    rng = np.random.default_rng(1)
    items = lifted(vectors(n, rng))
    queries = np.column_stack([vectors(QUERIES, rng), np.zeros(QUERIES, np.float32)])
    best: list[Any] = []
    for name, make in indexes(n).items():
        start = time.process_time()
        search, memory = make(items)
        built = time.process_time() - start
        rows = []
        for effort in EFFORTS if best else (0,):
            search(queries[0], effort)
            times, lists = [], []
            for query in queries:
                start = time.process_time()
                lists.append(search(query, effort))
                times.append(1000 * (time.process_time() - start))
            best = best or lists
            shares = [np.isin(b, a).mean() for a, b in zip(lists, best, strict=True)]
            rows.append(
                {
                    "vectors": n,
                    "index": name,
                    "effort": effort,
                    "build_s": round(built, 2),
                    "megabytes": round(memory / 1e6, 1),
                    "median_ms": round(float(np.median(times)), 3),
                    "p99_ms": round(float(np.quantile(times, 0.99)), 3),
                    "found": round(float(np.mean(shares)), 4),
                }
            )
        yield rows


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--record", action="store_true", help="replace the record of the page")
    arguments = parser.parse_args()
    rows: list[dict[str, Any]] = []
    with threadpool_limits(1):
        for n in arguments.sizes:
            for measured in measure(n):
                rows += measured
                sys.stderr.write(f"{n:,}: {measured[0]['index']}\n")
                if arguments.record:
                    RECORD.write_text(json.dumps(record(rows), indent=1) + "\n", "utf-8")
    sys.stdout.write(f"{pd.DataFrame(rows).to_string(index=False)}\n")


def record(rows: list[dict[str, Any]]) -> dict[str, Any]:
    sizes = {row["vectors"] for row in rows}
    kept = json.loads(RECORD.read_text("utf-8"))["rows"] if RECORD.is_file() else []
    rows = sorted(
        [row for row in kept if row["vectors"] not in sizes] + rows, key=lambda row: row["vectors"]
    )
    names = {"usearch": "usearch", "numpy": "numpy", "faiss": "faiss-cpu", "hnswlib": "hnswlib"}
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": f"{platform.system()} on {platform.machine()}, one thread",
        "versions": {pip: version(pip) for name, pip in names.items() if find_spec(name)},
        "wanted": WANTED,
        "factors": FACTORS,
        "rows": rows,
    }


if __name__ == "__main__":
    main()
