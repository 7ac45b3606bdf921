"""Grades the instructor's own work before a class: it tests the tests.

The reference solution must earn everything, in place and apart; where the isolated judge does
not confirm it, students' points in that test rest on the run in place alone. The untouched
release should earn nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from coursekit.assignment.notebook import Assignment
from coursekit.errors import CourseError
from coursekit.gradebook.recorder import Standing
from coursekit.grading.engine.grader import Learned
from coursekit.grading.engine.pool import Pool, Task
from coursekit.submission.reading import Submission
from coursekit.submission.results import Outcome, TestResult
from coursekit.submission.verdicts import Agreement, Reason

REFERENCE, UNTOUCHED = "the reference solution", "the untouched release"


@dataclass
class Probed:
    """What the instructor's own work came to.

    Attributes
    ----------
    wrong
        Where the reference solution does not pass.
    free
        Where the untouched release earns points.
    unconfirmed
        By notebook and test, why the isolated judge does not confirm the reference.
    numbers
        Tests that end with a number of points.
    """

    wrong: list[str] = field(default_factory=list)
    free: list[str] = field(default_factory=list)
    unconfirmed: dict[tuple[str, str], str] = field(default_factory=dict)
    numbers: set[tuple[str, str]] = field(default_factory=set)

    @property
    def learned(self) -> Learned:
        """What workers need to know of it."""
        return Learned(frozenset(self.unconfirmed), frozenset(self.numbers))


def probe(assignment: Assignment, pool: Pool) -> Probed:
    """Grade the reference solution, where there is one, and the untouched release.

    Raises
    ------
    CourseError
        If not one test could be run on the reference: then nobody's grade would mean anything.
    """
    probed = Probed()
    for task, outcome in pool.run(_tasks(assignment)):
        if outcome.status == "ungraded":
            raise CourseError(f"{task.submission.student} cannot be graded: {outcome.reason}")
        if task.submission.student == REFERENCE:
            _judge_reference(outcome, probed)
        else:
            probed.free += [
                f"{UNTOUCHED} earns {t.score:g} of {t.points:g} points of {name!r}"
                for _, name, t in _tests(outcome)
                if t.score > 0
            ]
    return probed


def _tasks(assignment: Assignment) -> Iterator[Task]:
    solved = {p.name: p.solved() for p in assignment.notebooks}
    if any(solved.values()):
        whole = {p.name: solved[p.name] or p.untouched() for p in assignment.notebooks}
        yield _task(REFERENCE, whole)
    yield _task(UNTOUCHED, {p.name: p.untouched() for p in assignment.notebooks})


def _task(name: str, notebooks: dict[str, bytes]) -> Task:
    files = {f"{notebook}.ipynb": data for notebook, data in notebooks.items()}
    return Task(Submission(name, files), Standing(), "")


def _judge_reference(outcome: Outcome, probed: Probed) -> None:
    tests = [*_tests(outcome)]
    if tests and all(t.verdict == "lost" for _, _, t in tests):
        raise CourseError(
            f"the tests of {tests[0][0]} cannot be run: {tests[0][2].detail or tests[0][2].shown}"
        )
    for notebook, name, test in tests:
        if test.is_number:
            probed.numbers.add((notebook, name))
        if test.verdict != "passed":
            why = test.detail or test.shown
            where = f" ({test.line})" if test.line else ""
            probed.wrong.append(f"{REFERENCE} does not pass {name!r}: {why}{where}")
        elif test.trust.agreement is not Agreement.AGREES and test.trust.reason not in {
            None, Reason.NOT_ASKED,
        }:  # fmt: skip
            detail = f": {test.trust.detail}" if test.trust.detail else ""
            probed.unconfirmed[notebook, name] = f"{test.trust.reason.value}{detail}"


def _tests(outcome: Outcome) -> Iterable[tuple[str, str, TestResult]]:
    return [(p.name, name, test) for p in outcome.notebooks for name, test in p.tests.items()]
