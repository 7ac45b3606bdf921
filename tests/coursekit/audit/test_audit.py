"""``course audit`` on sets that are good, weak or broken: it must tell which."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coursekit.audit.checks import SetReport, audit
from coursekit.audit.report import report_text
from coursekit.cli import main
from coursekit.errors import CourseError
from coursekit.exercises.sets import ExerciseSet
from coursekit.grading.engine import notebook_run

Write = Callable[..., None]

SURGE = (
    "def surge(x, top):\n    ### BEGIN SOLUTION\n    if x > top:\n        return 2 * x\n"
    "    return x\n    ### END SOLUTION"
)
STRONG = "assert surge(5, 3) == 10, 'not doubled'\nassert surge(3, 3) == 3, 'changed'"
WEAK = "assert surge(3, 3) == 3, 'changed'"


def audited(repository: Path) -> SetReport:
    return audit(ExerciseSet(repository, "tiny"))


def alternative(repository: Path, kind: str, idea: str, code: str, question: str = "surge") -> None:
    path = repository / "solutions" / "tiny" / kind / f"{question}-{idea}.py"
    path.write_text(f"# question: {question}\n# why: test\n{code}\n")


def test_a_good_set(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "tiny"]) == 0
    out = capsys.readouterr().out
    assert "surge     2       3 of 3    5 of 5    7 of 7 (100%)" in out
    assert "The tests tell right from wrong." in out
    assert "tiny: accepted 3 of 3, rejected 5 of 5, mutants 7 of 7; 0 sentences" in out
    assert "0 of 12 refused answers (0.0%) end without a lesson." in out
    report = audited(tiny)
    assert report.questions[0].messages["surge-never"] == "too much is not doubled"
    assert report.problems == []


def test_one_question_is_audited_alone(tiny: Path, write_cells: Write) -> None:
    unfinished = SURGE.replace("surge", "dirge")
    write_cells(
        ("solution", "surge", SURGE),
        ("test", "test-surge", STRONG),
        ("solution", "dirge", unfinished),
        ("test", "test-dirge", "assert dirge(3, 3) == 3, 'changed'"),
    )
    report = audit(ExerciseSet(tiny, "tiny"), only=["surge"])
    assert [q.name for q in report.questions] == ["surge"]
    assert (report.problems, report.questions[0].rejected) == ([], (5, 5))
    with pytest.raises(CourseError, match="tiny has no question lament; it has surge, dirge"):
        audit(ExerciseSet(tiny, "tiny"), only=["lament"])


def test_a_weak_grader_is_reported(
    tiny: Path, write_cells: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write_cells(("solution", "surge", SURGE), ("test", "test-surge", WEAK))
    report = audited(tiny)
    assert "rejected/surge-never.py is not rejected: it earns full marks" in report.problems
    assert "only 3 of 7 mutants lose points; 90% must" in report.problems
    survivors = [(m.before, m.after) for m in report.questions[0].survivors]
    assert ("if x > top:\nreturn 2 * x", "pass") in survivors
    assert ("return 2 * x", "return 3 * x") in survivors
    assert len(survivors) == 4
    assert main(["audit"]) == 1
    assert "survives" not in capsys.readouterr().out
    assert main(["audit", "-v"]) == 1
    out = capsys.readouterr().out
    assert "survives - return 2 * x" in out
    assert "+ return 3 * x" in out


def test_a_listed_equivalent_does_not_count(tiny: Path, write_cells: Write) -> None:
    harmless = SURGE.replace("return x\n", "return x * top / top\n")
    write_cells(("solution", "surge", harmless), ("test", "test-surge", STRONG))
    before = audited(tiny).questions[0]
    assert [m.after for m in before.survivors] == ["return x * top // top"]
    (tiny / "solutions/tiny/equivalent.yml").write_text(
        "- question: surge\n  before: return x * top / top\n  after: return x * top // top\n"
        "  why: the division leaves no rest\n"
    )
    report = audited(tiny)
    assert report.problems == []
    assert (report.killed, report.mutants) == (before.killed, before.mutants - 1)
    assert report.questions[0].survivors == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("if x > top:", "if x <= top:"), ("if x > top:", "if x == top:")],
    ids=["a mutant that the tests kill", "no mutant at all"],
)
def test_a_stale_equivalent_is_an_error(tiny: Path, before: str, after: str) -> None:
    (tiny / "solutions/tiny/equivalent.yml").write_text(
        f"- question: surge\n  before: '{before}'\n  after: '{after}'\n  why: once\n"
    )
    [problem] = audited(tiny).problems
    assert problem.startswith("equivalent.yml is stale")
    assert after in problem


def test_endless_loops_and_crashes_are_killed(
    tiny: Path, write_cells: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook_run, "PATIENCE", 3)
    write_cells(
        (
            "solution",
            "surge",
            "def surge(x, top):\n    ### BEGIN SOLUTION\n    bonus = 0\n"
            "    while bonus < x and x > top:\n        bonus += 1\n"
            "    return x + bonus\n    ### END SOLUTION",
        ),
        ("test", "test-surge", STRONG),
    )
    alternative(tiny, "rejected", "sleeps", "import time\ndef surge(x, top):\n    time.sleep(900)")
    alternative(tiny, "rejected", "dies", "import os\ndef surge(x, top):\n    os._exit(3)")
    alternative(tiny, "rejected", "quits", "import os\ndef surge(x, top):\n    os._exit(0)")
    report = audited(tiny)
    [question] = report.questions
    assert question.killed == question.mutants
    assert question.mutants >= 4
    assert question.messages["surge-sleeps"] == "time limit"
    assert question.messages["surge-dies"] == "it ended the notebook's process"
    assert question.messages["surge-quits"] == "it ended the notebook's process"
    assert report.problems == []


def test_a_solution_that_loses_points_stops_the_audit(tiny: Path, write_cells: Write) -> None:
    write_cells(
        ("solution", "surge", SURGE), ("test", "test-surge", "assert surge(9, 1) == 9, 'no'")
    )
    assert audited(tiny).problems == ["the solution itself loses points in test-surge: no"]


def test_a_cell_that_fails_with_the_solution(tiny: Path, write_cells: Write) -> None:
    write_cells(("solution", "surge", f"{SURGE}\n1 / 0"), ("test", "test-surge", STRONG))
    [problem] = audited(tiny).problems
    assert problem == "cell surge fails with the solution: ZeroDivisionError division by zero"


def test_an_untouched_release_must_earn_nothing(tiny: Path, write_cells: Write) -> None:
    write_cells(
        ("solution", "surge", SURGE),
        ("test", "test-surge", STRONG),
        ("test", "test-surge-exists", "assert callable(surge)"),
    )
    assert "the untouched release earns 2 for surge" in audited(tiny).problems


@pytest.mark.parametrize(
    ("kind", "code", "problem"),
    [
        (
            "accepted",
            "def surge(x, top):\n    return x",
            "is not accepted: too much is not doubled",
        ),
        (
            "rejected",
            "def surge(x, top):\n    return x + x * (x > top)",
            "is not rejected: it earns",
        ),
        ("rejected", "surge = undefined", "does not run: NameError"),
        ("rejected", "def surge(x, top):\n    return y", "is broken rather than wrong: NameError"),
    ],
)
def test_a_misfiled_alternative(tiny: Path, kind: str, code: str, problem: str) -> None:
    alternative(tiny, kind, "misfiled", code)
    [found] = audited(tiny).problems
    assert found.startswith(f"{kind}/surge-misfiled.py {problem}")


def test_an_answer_must_not_cost_points_elsewhere(tiny: Path, write_cells: Write) -> None:
    write_cells(
        ("solution", "surge", SURGE),
        ("test", "test-surge", STRONG),
        ("solution", "thrice", "def thrice(x):\n    return surge(3 * x, 99)"),
        ("test", "test-thrice", "assert thrice(4) == 12, 'not thrice'"),
    )
    problems = audited(tiny).problems
    assert "rejected/surge-always.py also loses points in thrice: not thrice" in problems
    assert "thrice has 0 accepted answers; it needs 3" in problems
    assert "thrice has 0 rejected answers; it needs 5" in problems


def test_scores_are_nbgraders(tiny: Path, write_cells: Write) -> None:
    """Partial credit and later cells count as nbgrader counts them; a warning costs nothing."""
    write_cells(
        ("solution", "surge", SURGE),
        ("test", "test-surge", f"{STRONG}\n2 if surge(7, 3) == 14 else 1"),
    )
    alternative(
        tiny, "rejected", "partial",
        "def surge(x, top):\n    return 4 if x == 7 else x + x * (x > top)",
    )  # fmt: skip
    alternative(
        tiny, "accepted", "warns",
        "import sys\ndef surge(x, top):\n    sys.stderr.write('beware')\n"
        "    return x + x * (x > top)",
    )  # fmt: skip
    alternative(
        tiny,
        "accepted",
        "prints",
        "def surge(x, top):\n    return x + x * (x > top)\nprint('hello')",
    )
    report = audited(tiny)
    assert report.problems == []
    assert report.questions[0].messages["surge-partial"] == "partial credit"


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("accepted/surge-x.py", "def surge(x, top): ...\n", "must begin with '# question: <id>'"),
        (
            "accepted/surge-x.py",
            "# question: clmp\n# why: x\n",
            "no question 'clmp'; there are surge",
        ),
        ("accepted/x.py", "# question: surge\n# why: x\n", "must be named surge-<idea>.py"),
        ("rejected/surge-x.py", "# question: surge\n# why: x\ndef", "not Python"),
        ("equivalent.yml", "- question: surge\n", "each entry needs the texts"),
        ("equivalent.yml", "[", "not YAML"),
    ],
)
def test_malformed_files(
    tiny: Path, capsys: pytest.CaptureFixture[str], path: str, text: str, reason: str
) -> None:
    (tiny / "solutions" / "tiny" / path).write_text(text)
    assert main(["audit"]) == 2
    error = capsys.readouterr().err
    assert reason in error
    assert path.rpartition("/")[2] in error


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ([("test", "test-surge", "assert True")], "must come after its question's solution cell"),
        ([("solution", "a", SURGE), ("test", "a-tests", STRONG)], "named test-<question>"),
        ([("solution", "surge", SURGE)], "no test cell for surge"),
        ([("solution", "surge", "%time x = 1")], "'surge' is not plain Python"),
    ],
)
def test_malformed_notebooks(
    tiny: Path, write_cells: Write, cells: list[tuple[str, str, str]], reason: str
) -> None:
    write_cells(*cells)
    with pytest.raises(CourseError, match=reason):
        audited(tiny)


def test_unknown_set(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "big"]) == 2
    assert capsys.readouterr().err == f"course: unknown set 'big'; known sets: {'tiny'}\n"
    assert tiny.is_dir()


def test_the_report_lists_problems(tiny: Path) -> None:
    text = report_text(SetReport("tiny", [], ["one", "two"]))
    assert "PROBLEM: one" in text
    assert "PROBLEM: two" in text
    assert tiny.is_dir()
