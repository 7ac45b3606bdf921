"""What people type into the search, and the page that must be among the first three hits."""

import pytest

QUERIES = {
    "implicit feedback": "netflix/implicit-feedback",
    "sparsity": "netflix/sparsity",
    "sparse ratings": "netflix/sparsity",
    "EASE": "netflix/sparsity",
    "matrix factorization": ("netflix/implicit-feedback", "netflix/ranking", "netflix/sparsity"),
    "cold start": ("netflix/cold-start", "amazon/cold-start"),
    "onboarding": "netflix/cold-start",
    "fold-in": "netflix/continuous-feedback",
    "NDCG": ("netflix/ranking", "glossary"),
    "diversity": "netflix/ranking",
    "popularity bias": ("netflix/tradeoffs", "netflix/sparsity", "netflix/ranking"),
    "nearest neighbours": "netflix/scale",
    "deduplication": ("netflix/scale", "google/pipelines", "google/consistency"),
    "time split": ("netflix/time-splits", "netflix/sparsity", "netflix/index"),
    "position bias": "google/noisy-clicks",
    "click noise": "google/noisy-clicks",
    "bots": "google/noisy-clicks",
    "propensity": ("google/noisy-clicks", "amazon/feedback-loops", "glossary"),
    "watermark": ("google/consistency", "glossary"),
    "late events": "google/consistency",
    "data leakage": ("google/consistency", "glossary"),
    "feature store": "google/consistency",
    "latency": "google/latency",
    "drift": "google/drift",
    "PSI": "google/drift",
    "covariate shift": ("google/drift", "why-data/difficulty", "glossary"),
    "calibration": "google/calibration",
    "homepage rows": "netflix/homepage",
    "carousel click model": "netflix/homepage",
    "two-tower model": "netflix/retrieval",
    "negative sampling": "netflix/retrieval",
    "candidate retrieval": "netflix/retrieval",
    "sequential recommendation": "netflix/order",
    "next-basket recommendation": "netflix/order",
    "isotonic regression": "google/calibration",
    "delayed feedback": "google/late-conversions",
    "attribution window": ("google/late-conversions", "glossary"),
    "negative downsampling": "google/calibration",
    "interleaving": "google/experiments",
    "CUPED": "google/experiments",
    "online experiments": "google/experiments",
    "data validation": ("google/precision", "google/system-design"),
    "expectations": ("google/precision", "google/system-design"),
    "metadata": ("amazon/metadata", "netflix/multiple-sources"),
    "shrinkage": ("amazon/transition", "netflix/cold-start", "glossary"),
    "class imbalance": ("amazon/imbalance", "glossary"),
    "Thompson sampling": ("amazon/exploration", "glossary"),
    "bandit": "amazon/exploration",
    "off-policy evaluation": ("amazon/feedback-loops", "glossary"),
    "feedback loop": "amazon/feedback-loops",
    "item2vec": "amazon/item-vectors",
    "bought together": "amazon/item-vectors",
    "item embeddings": "amazon/item-vectors",
    "cross-fitting": "amazon/off-policy",
    "pseudo-inverse estimator": "amazon/off-policy",
    "diminishing returns": ("why-data/strategy", "why-data/index"),
    "label noise": ("why-data/data-centric", "why-data/index"),
    "missing data": ("why-data/difficulty", "why-data/challenges"),
    "differential privacy": ("why-data/challenges", "glossary"),
    "interview": ("netflix/interviews", "google/interviews", "amazon/interviews"),
    "hidden tests": ("instructor/index", "instructor/safety", "how-to"),
    "ledger": "claims",
}
# The search sorts its results so that the best comes last, and shows them from there.
HITS = """(query) => Search._performSearch(...Search._parseQuery(query))
  .slice(-3).reverse().map((result) => result[0])"""


@pytest.fixture
def search(served, visit):
    return visit(f"{served}search.html?q=data")


def test_people_find_the_page_they_look_for(search):
    lost = []
    for query, pages in QUERIES.items():
        wanted = (pages,) if isinstance(pages, str) else pages
        hits = search.evaluate(HITS, query)
        if not any(hit == f"book/{page}" for hit in hits for page in wanted):
            lost.append(f"{query}: {hits}")
    assert lost == []
    assert len(QUERIES) >= 40
