"""What a page tells of each question: its points, what waits for a person, what did not pass."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coursekit.assignment.outline import Asked
from coursekit.submission.results import NO_RESPONSE, NotebookResult

NOT_ATTEMPTED = "Not attempted yet."


@dataclass(frozen=True)
class Mark:
    """What one cell has earned.

    Attributes
    ----------
    score
        Its points, extra credit included; None where a person has still to give them.
    comment
        What a person, or the grader, wrote.
    waits
        Whether a person has still to decide.
    """

    score: float | None = None
    comment: str | None = None
    waits: bool = False

    @property
    def is_silent(self) -> bool:
        """Whether it has no points because the cell is as it was handed out."""
        return not self.score and self.score is not None and self.comment == NO_RESPONSE


@dataclass
class Question:
    """One question as the page shows it.

    Attributes
    ----------
    waiting, unwritten
        Points that a person has still to give, and those lost where nothing was written. The
        second are part of `most`.
    messages
        What failed, in the tests' words.
    """

    title: str
    page: str
    link: str
    anchor: str
    earned: float = 0.0
    most: float = 0.0
    waiting: float = 0.0
    unwritten: float = 0.0
    messages: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether all its points are there."""
        return self.earned >= self.most and not self.waiting


def summed(
    cells: Iterable[Any], asked: Sequence[Asked], marks: Mapping[str, Mark], site: str
) -> list[Question]:
    """Return the questions of an autograded notebook.

    Parameters
    ----------
    cells
        Those of the notebook.
    asked
        What the instructor's notebook asks.
    marks
        By the cells' ids.
    site
        Address of the book, without a slash at its end; empty where there is none.
    """
    by_id = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in cells}
    found = []
    for each in asked:
        names = [*each.tests, *each.by_hand]
        link = f"{site}/{each.page}.html" if site and each.page else ""
        question = Question(each.title, each.page, link, names[0])
        for name in names:
            _add(question, by_id.get(name), marks.get(name, Mark()))
        if any(message.startswith(_STUB) for message in question.messages):
            question.messages = [NOT_ATTEMPTED]
        found.append(question)
    return found


_STUB = "NotImplementedError: "


def _add(question: Question, cell: Any, mark: Mark) -> None:
    if cell is None:
        return
    points = float(cell.metadata["nbgrader"].get("points") or 0.0)
    if mark.score is None:
        question.waiting += points
    else:
        question.earned += mark.score
        question.most += points
        question.unwritten += points if mark.is_silent else 0.0
    for output in cell.get("outputs", ()) if cell.cell_type == "code" else ():
        if output.get("output_type") == "error":
            said = output["evalue"] or output["ename"]
            named = output["ename"] in {"AssertionError", "HiddenTestFailed", "TimeLimit", "NotRun"}
            question.messages.append(said if named else f"{output['ename']}: {said}")


def marks_of(notebook: NotebookResult, before: Mapping[str, Mapping[str, Any]]) -> dict[str, Mark]:
    """Return what each cell of a graded notebook has earned.

    Parameters
    ----------
    before
        What graders have set by hand: per cell ``manual``, ``extra`` and ``comment``.
    """
    marks = {}
    for name in {*notebook.scores, *notebook.comments, *before}:
        by_hand = before.get(name, {})
        score = by_hand.get("manual")
        decided = score is not None
        if score is None:
            score = notebook.scores.get(name)
        extra = by_hand.get("extra") or 0.0
        marks[name] = Mark(
            score if score is None else score + extra,
            by_hand.get("comment") or notebook.comments.get(name),
            waits=not decided and (score is None or name in notebook.waiting),
        )
    return marks
