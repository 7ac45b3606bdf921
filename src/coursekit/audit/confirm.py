"""Has the grader's isolated judge confirm what the audit accepts.

A set whose reference solution and accepted answers both judges confirm may withhold points that
the isolated judge does not confirm. The answers are tried in batches: each run is a notebook
with one accepted answer to every question.
"""

from collections.abc import Iterator, Mapping, Sequence

from nbformat import NotebookNode

from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import Assignment, AssignmentNotebook, Cell, kind_of
from coursekit.exercises.alternatives import Alternative
from coursekit.exercises.questions import Question
from coursekit.grading.engine.backends import Backend
from coursekit.grading.engine.isolated_judge import IsolatedJudge
from coursekit.grading.engine.sandboxes import Pair
from coursekit.submission.alignment import Step
from coursekit.submission.verdicts import Agreement

REFERENCE = "the solution"
LIMITS = Limits(cell=120, test=120, total=1200, cpu=3600, memory=4 << 30)


def unconfirmed(
    cells: Sequence[NotebookNode],
    stubs: Mapping[int, str],
    asked: Sequence[Question],
    accepted: Sequence[Alternative],
    backend: Backend,
) -> list[str]:
    """Return which points of right answers the isolated judge does not confirm.

    Parameters
    ----------
    cells
        The notebook's code cells, with the reference answers.
    stubs
        Index of an answer -> what students get.
    """
    notebook = AssignmentNotebook(
        "audit", tuple(_cell(c, stubs.get(n)) for n, c in enumerate(cells)), {}
    )
    assignment = Assignment("audit", (notebook,), {}, LIMITS)
    pair = Pair.start(assignment, backend, assignment.modules())
    try:
        judge = IsolatedJudge(pair, (notebook,), LIMITS, backend != "bubblewrap")
        return [*_problems(judge, notebook, asked, accepted)]
    finally:
        pair.close()


def _problems(
    judge: IsolatedJudge,
    notebook: AssignmentNotebook,
    asked: Sequence[Question],
    accepted: Sequence[Alternative],
) -> Iterator[str]:
    earned = {name: cell.points or 0.0 for name, cell in notebook.tests.items()}
    by_question = {q.name: [a for a in accepted if a.question == q.name] for q in asked}
    batches = max(map(len, by_question.values()), default=0)
    for number in range(-1, batches):
        tried = {q: of[number] for q, of in by_question.items() if 0 <= number < len(of)}
        trusts = judge.judge(notebook, [_step(c, tried) for c in notebook.cells], {}, earned)
        for name, trust in trusts.items():
            if trust.agreement is Agreement.AGREES or trust.reason is None:
                continue
            question = next(q for q in by_question if f"{name}-".startswith(f"test-{q}-"))
            if number >= 0 and question not in tried:
                continue  # told of with the reference
            who = f"accepted/{tried[question].name}.py" if question in tried else REFERENCE
            detail = f": {trust.detail}" if trust.detail else ""
            yield f"{who} is not confirmed apart in {name}: {trust.reason.value}{detail}"


def _step(cell: Cell, tried: Mapping[str, Alternative]) -> Step:
    if cell.kind != "answer":
        return Step(cell.released, cell.cell_type, cell, trusted=True)
    chosen = tried.get(cell.grade_id or "")
    return Step(cell.reference if chosen is None else chosen.source, cell.cell_type, cell)


def _cell(cell: NotebookNode, stub: str | None) -> Cell:
    marks = cell.metadata.get("nbgrader", {})
    kind = kind_of(marks)
    return Cell(
        marks.get("grade_id"),
        kind,
        "code",
        cell.source if stub is None else stub,
        cell.source,
        cell.source if stub is None else stub,
        points=float(marks["points"]) if kind == "test" else None,
        metadata={"nbgrader": dict(marks)},
    )
