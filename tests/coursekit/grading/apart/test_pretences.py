"""No point for what pretends, but a person looks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from coursekit.submission.results import NotebookResult

CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "material" / "pretences.yml").read_text()
)
Results = dict[str, NotebookResult]


@pytest.fixture(scope="module")
def pretences(grade_cases: Callable[..., Results]) -> Results:
    return grade_cases({name: (case, case["answer"]) for name, case in CASES.items()})


@pytest.fixture(scope="module")
def references(grade_cases: Callable[..., Results]) -> Results:
    return grade_cases({name: (case, case["reference"]) for name, case in CASES.items()})


def _unquestioned(result: NotebookResult) -> float:
    """Return the points that no person is asked to look at."""
    confirmed = (n for n, t in result.tests.items() if t.trust.reason is None and not t.waits)
    return sum(result.scores[name] or 0.0 for name in confirmed)


@pytest.mark.parametrize("name", CASES)
def test_what_pretends_earns_nothing(
    pretences: Results, references: Results, points: Callable[[NotebookResult], float], name: str
) -> None:
    assert points(references[name]) == len(CASES[name]["tests"]), references[name].tests
    assert _unquestioned(pretences[name]) == 0.0
