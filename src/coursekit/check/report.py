"""What ``course check`` prints: points and lessons, question by question."""

import textwrap
from collections.abc import Iterator

from coursekit.assignment.notebook import AssignmentNotebook
from coursekit.assignment.outline import Asked, outline
from coursekit.submission.results import NO_RESPONSE, NotebookResult, Outcome
from coursekit.text import shown

WIDTH = 96
_ASSERTION = AssertionError.__name__


def lines(notebook: AssignmentNotebook, outcome: Outcome) -> list[str]:
    """Return the report, line by line."""
    [result] = outcome.notebooks
    questions = outline(notebook.cells)
    earned = sum(test.score for test in result.tests.values())
    most = sum(test.points for test in result.tests.values())
    told = [f"{notebook.name}: {earned:g} of {most:g} automatic points", ""]
    for asked in questions:
        told += _question(asked, result)
    notes = [flag for flag in outcome.flags if flag]
    if notes:
        told += ["", "Look at this, too:", *(f"  {shown(note)}" for note in notes)]
    return told


def is_whole(outcome: Outcome) -> bool:
    """Whether every automatic test gave all its points."""
    tests = [test for notebook in outcome.notebooks for test in notebook.tests.values()]
    return all(test.score >= test.points for test in tests)


def _question(asked: Asked, result: NotebookResult) -> Iterator[str]:
    tests = {name: result.tests[name] for name in asked.tests}
    earned, most = sum(t.score for t in tests.values()), sum(t.points for t in tests.values())
    if asked.by_hand:
        silent = all(result.comments.get(name) == NO_RESPONSE for name in asked.by_hand)
        told = "nothing written yet" if silent else "judge it by its rubric"
        yield f"  by hand  {asked.title}: {asked.points - most:g} points, {told}"
    if not tests:
        return
    failed = {name: test for name, test in tests.items() if test.score < test.points}
    empty = bool(failed) and all(t.kind == NotImplementedError.__name__ for t in failed.values())
    yield f"  {earned:g} of {most:g}   {asked.title}{': not attempted yet' if empty else ''}"
    for name, test in failed.items() if not empty else ():
        kind = f"{test.kind}: " if test.verdict == "failed" and test.kind != _ASSERTION else ""
        yield from textwrap.wrap(
            shown(f"{name}: {kind}{test.shown}", 800),
            WIDTH,
            initial_indent=" " * 11,
            subsequent_indent=" " * 13,
        )
