"""Which cells make a question: read from the order of the instructor's cells."""

from collections.abc import Iterator

from coursekit.assignment.notebook import Assignment, AssignmentNotebook
from coursekit.report.model import Answer, Key, Part, Question


def questions(assignment: Assignment) -> tuple[Question, ...]:
    """Return a set's questions in order.

    A question is an answer cell (or some in a row) with the tests that follow it; a cell that a
    person grades is a question of its own.
    """
    return tuple(
        q for notebook in assignment.notebooks for q in _of(notebook, len(assignment.notebooks) > 1)
    )


def _of(notebook: AssignmentNotebook, several: bool) -> Iterator[Question]:
    answers: list[Key] = []
    parts: list[Part] = []

    def closed() -> Iterator[Question]:
        if parts:
            name = " + ".join(key.cell for key in answers) or parts[0].key.cell
            label = f"{notebook.name}: {name}" if several else name
            yield Question(label, tuple(answers), tuple(parts))
            answers.clear()
            parts.clear()

    for name, cell in notebook.known.items():
        key = Key(notebook.name, name)
        if cell.by_hand:
            yield from closed()
            answers.append(key)
            parts.append(Part(key, cell.points or 0.0, by_hand=True))
            yield from closed()
        elif cell.kind == "answer":
            if parts:
                yield from closed()
            answers.append(key)
        elif cell.kind == "test":
            parts.append(Part(key, cell.points or 0.0, by_hand=False))
    yield from closed()


def code_answers(assignment: Assignment) -> tuple[Answer, ...]:
    """Return the code cells that students answer."""
    return tuple(
        Answer(Key(notebook.name, cell.grade_id), cell.source)
        for notebook in assignment.notebooks
        for cell in notebook.cells
        if cell.kind == "answer" and cell.is_code and cell.grade_id is not None
    )
