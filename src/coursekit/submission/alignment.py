"""The student's cells laid against the instructor's.

What the student wrote runs in the order it was handed in. What the instructor wrote stands as
the instructor wrote it. A test waits until every answer before it (in the instructor's order)
has run. Accidents are mended in the student's favour and always flagged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from coursekit.assignment.notebook import AssignmentNotebook, Cell
from coursekit.submission.reading import RejectedError, StudentCell


@dataclass(frozen=True)
class Step:
    """One cell of the notebook to be graded.

    `text` is what the cell holds; `cell` the instructor's cell it answers, None for a cell of
    the student's own. `trusted` marks text that is the instructor's word for word, `absent` a
    cell that the student's notebook lacks.
    """

    text: str
    cell_type: str
    cell: Cell | None
    trusted: bool = False
    absent: bool = False
    attachments: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def runs(self) -> bool:
        """Whether the student's process runs it (an empty answer must not undo a full one)."""
        missing_answer = self.absent and self.cell is not None and self.cell.kind == "answer"
        return self.cell_type == "code" and not self.tests and not missing_answer

    @property
    def tests(self) -> bool:
        """Whether it is an automatic test."""
        return self.cell is not None and self.cell.kind == "test"


def plan(
    notebook: AssignmentNotebook, cells: Sequence[StudentCell]
) -> tuple[list[Step], list[str]]:
    """Return the steps of grading one notebook, and what had to be mended.

    Raises
    ------
    RejectedError
        If no answer of this notebook is in the notebook.
    """
    known = notebook.known
    flags: list[str] = []
    answers = {name for name, cell in known.items() if cell.kind in {"answer", "task"}}
    if answers and not any(cell.grade_id in answers for cell in cells):
        cells = _recovered(notebook, cells, flags)
    chosen = _choose(notebook, cells, flags)
    if answers and not any(name in chosen for name in answers):
        raise RejectedError(
            "none of the set's answer cells is in the notebook: another notebook, or its cells "
            "were copied into a new one"
        )
    steps: list[Step] = []
    placed: set[str] = set()
    for position, cell in enumerate(cells):
        name = cell.grade_id
        if name is None or name not in known:
            if name is not None:
                flags.append(
                    f"a cell bears the unknown id {name[:60]!r}: taken as the student's own"
                )
            steps.append(Step(cell.source, cell.cell_type, None))
        elif chosen[name] != position:
            if known[name].kind == "answer" and cell.source.strip() != known[name].source.strip():
                steps.append(Step(cell.source, cell.cell_type, None))
        else:
            _check(known[name], cell, flags)
            steps.append(_step(known[name], cell))
            placed.add(name)
    _put_back(notebook, steps, placed, flags)
    _delay_tests(notebook, steps, flags)
    return steps, flags


def _recovered(
    notebook: AssignmentNotebook, cells: Sequence[StudentCell], flags: list[str]
) -> Sequence[StudentCell]:
    """Give cells that have lost their ids (some programs drop them) those of their places.

    The cells that are still as they were handed out show which are the ones between them.
    """
    theirs = [(c.cell_type, c.source.strip()) for c in cells]
    ours = [(c.cell_type, c.released.strip()) for c in notebook.cells]
    found: dict[int, str | None] = {}
    same = 0
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            same += sum(1 for cell in notebook.cells[a:b] if cell.grade_id is not None)
        answers = [cell for cell in notebook.cells[a:b] if kind == "equal" or cell.kind == "answer"]
        places = range(c, d)
        if kind != "equal":  # cells of the student's own may stand beside the answers
            places = range(d - len(answers), d) if len(places) > len(answers) else places
        for cell, place in zip(answers, places, strict=False):
            found[place] = cell.grade_id
    if 2 * same < sum(1 for c in notebook.known.values() if c.kind in {"given", "test"}):
        return cells
    flags.append("the cells had lost their ids: found again by what stands around them")
    return [replace(cell, grade_id=found.get(n)) for n, cell in enumerate(cells)]


def _choose(
    notebook: AssignmentNotebook, cells: Sequence[StudentCell], flags: list[str]
) -> dict[str, int]:
    """Return for each id the position of the cell that counts: the last that was worked on."""
    chosen: dict[str, int] = {}
    known = notebook.known
    copies: dict[str, int] = {}
    for position, cell in enumerate(cells):
        name = cell.grade_id
        if name is None or name not in known:
            continue
        copies[name] = copies.get(name, 0) + 1
        untouched = cell.source.strip() in {known[name].released.strip(), ""}
        if name not in chosen or not untouched:
            chosen[name] = position
    for name, count in copies.items():
        if count > 1:
            what = "the last one worked on counts" if known[name].kind == "answer" else "one counts"
            flags.append(f"{count} cells bear the id {name!r}: {what}")
    return chosen


def _check(cell: Cell, theirs: StudentCell, flags: list[str]) -> None:
    if theirs.cell_type != cell.cell_type:
        flags.append(f"the type of {cell.grade_id!r} was changed: restored")
    own = {cell.released.strip(), cell.source.strip()}
    if cell.kind in {"given", "test"} and theirs.source.strip() not in own:
        flags.append(f"{cell.grade_id!r} is locked but was edited: restored")


def _step(cell: Cell, theirs: StudentCell | None) -> Step:
    if cell.kind in {"answer", "task"} and theirs is not None:
        return Step(theirs.source, cell.cell_type, cell, attachments=theirs.attachments)
    return Step(cell.released, cell.cell_type, cell, trusted=True, absent=theirs is None)


def _put_back(
    notebook: AssignmentNotebook, steps: list[Step], placed: set[str], flags: list[str]
) -> None:
    """Insert the cells that are missing, each behind the one before it."""
    before: str | None = None
    for name, cell in notebook.known.items():
        if name not in placed:
            flags.append(f"the cell {name!r} was missing: put back")
            steps.insert(_behind(steps, before), _step(cell, None))
        before = name


def _behind(steps: list[Step], name: str | None) -> int:
    """Return the position behind a cell; without one, that of the first cell with an id."""
    ids = [step.cell.grade_id if step.cell is not None else None for step in steps]
    if name is not None:
        return ids.index(name) + 1
    return next((i for i, found in enumerate(ids) if found is not None), len(ids))


def _delay_tests(notebook: AssignmentNotebook, steps: list[Step], flags: list[str]) -> None:
    """Move each test behind the answers that come before it in the instructor's notebook."""
    order = list(notebook.known)
    rank = {name: number for number, name in enumerate(order)}
    ids = [s.cell.grade_id for s in steps if s.cell is not None and s.cell.grade_id]
    if ids == sorted(ids, key=rank.__getitem__):
        return
    flags.append("cells were moved: each test runs after the answers it follows")
    for name in [n for n in order if n in notebook.tests]:
        at = next(i for i, s in enumerate(steps) if s.cell is not None and s.cell.grade_id == name)
        last = max(
            (
                i
                for i, s in enumerate(steps)
                if s.cell is not None
                and s.cell.kind == "answer"
                and rank[s.cell.grade_id or ""] < rank[name]
            ),
            default=-1,
        )
        if last > at:
            steps.insert(last, steps.pop(at))
