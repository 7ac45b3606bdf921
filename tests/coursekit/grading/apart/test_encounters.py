"""What is honest earns all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from coursekit.submission.results import NotebookResult

CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "material" / "encounters.yml").read_text()
)
Results = dict[str, NotebookResult]


@pytest.fixture(scope="module")
def encounters(grade_cases: Callable[..., Results]) -> Results:
    answers = {name: case.get("answer", case["reference"]) for name, case in CASES.items()}
    return grade_cases({name: (case, answers[name]) for name, case in CASES.items()})


@pytest.fixture(scope="module")
def solved(grade_cases: Callable[..., Results]) -> Results:
    """Return the results of the references of those encounters that have another answer."""
    others = {name: case for name, case in CASES.items() if "answer" in case}
    return grade_cases({name: (case, case["reference"]) for name, case in others.items()})


@pytest.mark.parametrize("name", CASES)
def test_what_is_honest_earns_all(
    encounters: Results, solved: Results, points: Callable[[NotebookResult], float], name: str
) -> None:
    """Where the isolated judge does not confirm the reference it is not asked about others."""
    result, reference = encounters[name], solved.get(name, encounters[name])
    assert points(result) == len(CASES[name]["tests"]), [
        (test.detail, test.line) for test in result.tests.values()
    ]
    unjust = [n for n, t in result.tests.items() if t.trust.differs]
    assert not [n for n in unjust if reference.tests[n].trust.reason is None], result.tests
