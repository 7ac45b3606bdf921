"""An exercise set as the audit sees it: code cells, and the questions among them."""

import ast
import copy
import symtable
from collections.abc import Iterable, Iterator
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

    A later question depends on it if one of its cells takes a name from before that the solution
    cell makes, or that a cell between them makes with the help of one. A name local to a function
    is no such name, and one that is made anew no longer depends on the answer.
    """
    tainted = _names(cells[question.solution].source)[1]
    end = question.end
    for index in range(question.solution + 1, len(cells)):
        taken, made = _names(cells[index].source)
        if tainted & taken:
            tainted |= made
            end = max([end, *(q.end for q in all_questions if q.solution <= index < q.end)])
        else:
            tainted -= made
    return end


def _names(source: str) -> tuple[set[str], set[str]]:
    """Return the global names that a cell takes from the cells before it, and those it makes."""
    taken: set[str] = set()
    made: set[str] = set()
    for statement in _flattened(ast.parse(source).body):
        table = symtable.symtable(ast.unparse(statement), "<cell>", "exec")
        taken |= _used(table) - made
        if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            taken |= {statement.target.id} - made
        made |= {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}
    return taken, made


def _flattened(statements: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the heads of loops and conditions, each followed by what stands under it."""
    for statement in statements:
        match statement:
            case (
                ast.For(body=body, orelse=other)
                | ast.While(body=body, orelse=other)
                | ast.If(body=body, orelse=other)
            ):
                under = [*body, *other]
            case ast.With(body=body):
                under = body
            case _:
                yield statement
                continue
        head = copy.copy(statement)
        head.body = [ast.Pass()]
        if not isinstance(head, ast.With):
            head.orelse = []
        yield head
        yield from _flattened(under)


def _used(table: symtable.SymbolTable) -> set[str]:
    """Return the global names that are read at the top of a statement or in a function in it."""
    top = table.get_type() == "module"
    used = {
        s.get_name() for s in table.get_symbols() if s.is_referenced() and (top or s.is_global())
    }
    return used.union(*(_used(child) for child in table.get_children()))


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
