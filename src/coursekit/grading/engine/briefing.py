"""What the isolated judge has to know of a notebook before it runs the tests.

In place a test finds every name of the notebook. Apart, a name is the student's where an answer
(or nobody of the instructor's) has bound it last before the test, and the checker's own where a
cell of the instructor's has.
"""

from typing import Any

from coursekit.assignment import names
from coursekit.assignment.notebook import AssignmentNotebook


def briefing(notebook: AssignmentNotebook) -> dict[str, Any]:
    """Return what the checker is told of a notebook.

    Returns
    -------
    dict
        ``given``, the instructor's cells that are no tests, in order (``depends`` marks one
        whose results depend on the student's); ``tests`` by id, ``after`` how many of the given
        cells each comes, in ``asked`` the names that are the student's then, and in
        ``redefined`` those to which an answer has given a value; ``classes`` and ``methods``,
        what the classes of the reference solution define.
    """
    code = [cell for cell in notebook.cells if cell.is_code]
    answers = [cell for cell in code if cell.kind == "answer"]
    imports = {n for cell in code for n in names.imported(cell.source)}
    answered: set[str] = set()
    asked: set[str] = set()  # of these, what an answer has bound last
    taken: set[str] = set()  # what a given cell has bound last
    depending: set[str] = set()
    helpers: dict[str, set[str]] = {}
    given: list[dict[str, Any]] = []
    after: dict[str | None, int] = {}
    taken_at: dict[str | None, frozenset[str]] = {}
    redefined: set[str] = set()  # what an answer has given a value, and no given cell since
    redefined_at: dict[str | None, frozenset[str]] = {}
    for cell in code:
        after[cell.grade_id], taken_at[cell.grade_id] = len(given), frozenset(taken)
        redefined_at[cell.grade_id] = frozenset(redefined)
        if cell.kind == "answer":
            bound = (names.bound(cell.reference) | names.bound(cell.source)) - imports
            answered |= bound
            asked |= bound
            taken -= bound
            redefined |= names.assigned(cell.reference) | names.assigned(cell.source)
        elif cell.kind == "test":
            helpers |= names.helpers(cell.source)
        else:
            binds = names.assigned(cell.source)
            helpers |= names.helpers(cell.source)
            at_once = names.reached(names.used_at_once(cell.source), helpers)
            depends = not at_once.isdisjoint(asked | depending)
            asked -= binds
            taken |= binds
            redefined -= binds
            if depends:
                depending |= binds
            given.append(
                {
                    "name": cell.grade_id or "a cell without an id",
                    "source": cell.source,
                    "depends": depends,
                    "binds": sorted(binds),
                    "uses": sorted(names.reached(names.used(cell.source), helpers)),
                }
            )
    tests = notebook.tests
    uses = {n: names.reached(names.used(c.source), helpers) for n, c in tests.items()}
    own = {n for cell in given for n in cell["binds"]} | imports
    own |= {n for cell in tests.values() for n in names.assigned(cell.source)}
    answered |= set().union(*uses.values(), *(cell["uses"] for cell in given)) - own
    return {
        "given": given,
        "classes": {k: v for c in answers for k, v in names.classes(c.reference).items()},
        "methods": {k: v for c in answers for k, v in names.methods(c.reference).items()},
        "tests": {
            name: {
                "source": cell.source,
                "uses": sorted(uses[name]),
                "after": after[name],
                "asked": sorted(answered - taken_at[name]),
                "redefined": sorted(redefined_at[name]),
            }
            for name, cell in tests.items()
        },
    }


def needed(notebook: AssignmentNotebook, wanted: set[str]) -> set[str]:
    """Return the tests that have to run for `wanted`: those, and whose names they use."""
    found = set(wanted)
    used: set[str] = set()
    for name, cell in reversed(notebook.tests.items()):
        if name in found or not used.isdisjoint(names.bound(cell.source)):
            found.add(name)
            used |= names.used(cell.source)
    return found
