"""An exercise set as the audit sees it: code cells, and the questions among them."""

import ast
from dataclasses import dataclass

from nbformat import NotebookNode

from coursekit.errors import CourseError


@dataclass(frozen=True)
class Question:
    """An autograded question.

    Attributes
    ----------
    name
        Grade id of the solution cell.
    solution
        Index of the solution cell among the notebook's code cells.
    tests
        Index -> points of its test cells, which follow the solution cell.
    """

    name: str
    solution: int
    tests: dict[int, float]

    @property
    def end(self) -> int:
        """Index after the question's last test cell."""
        return max(self.tests) + 1

    @property
    def points(self) -> float:
        """Points of the question's tests together."""
        return sum(self.tests.values())


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the code cells, after checking that plain Python can run them.

    Raises
    ------
    CourseError
        If a cell is not plain Python (a magic, or a slip).
    """
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in cells:
        try:
            ast.parse(cell.source)
        except SyntaxError as error:
            raise CourseError(
                f"cell {cell.id!r} is not plain Python, which the audit needs: {error}"
            ) from error
    return cells


def reach(question: Question, cells: list[NotebookNode], all_questions: list[Question]) -> int:
    """Return the index after the last test that can depend on the question's answer.

    A later question depends on it if one of its cells uses a name that the solution cell
    defines, or a name that a cell between them computes from one.
    """
    tainted = _names(cells[question.solution], ast.Store)
    end = question.end
    for index in range(question.end, len(cells)):
        if tainted & _names(cells[index], ast.Load):
            tainted |= _names(cells[index], ast.Store)
            end = max([end, *(q.end for q in all_questions if q.solution <= index < q.end)])
    return end


def _names(cell: NotebookNode, context: type[ast.expr_context]) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(cell.source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, context):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef) and context is ast.Store:
            names.add(node.name)
    return names


def questions(cells: list[NotebookNode]) -> list[Question]:
    """Find the autograded questions: a solution cell, then its test cells.

    Raises
    ------
    CourseError
        If a test cell is not named ``test-<question>`` (or ``test-<question>-...``), or a
        solution cell has no test.
    """
    found: list[Question] = []
    for index, cell in enumerate(cells):
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("solution"):
            if meta.get("grade"):
                raise CourseError(
                    f"code cell {cell.id!r} is graded by hand, which the audit cannot check: "
                    "split it into a solution cell and test cells"
                )
            found.append(Question(meta["grade_id"], index, {}))
        elif meta.get("grade"):
            if not found or not f"{cell.id}-".startswith(f"test-{found[-1].name}-"):
                raise CourseError(
                    f"test cell {cell.id!r} must come after its question's solution cell and be "
                    "named test-<question> or test-<question>-<what it tests>"
                )
            found[-1].tests[index] = float(meta["points"])
    if untested := [question.name for question in found if not question.tests]:
        raise CourseError(f"no test cell for {', '.join(untested)}")
    return found
