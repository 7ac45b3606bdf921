"""The lessons of a set's hidden tests: none gives its test away, and no assertion lacks one."""

from nbformat import NotebookNode

from coursekit.assignment.lessons import problems


def lesson_problems(notebook: NotebookNode) -> list[str]:
    """Return what is wrong with the lessons of a set, one line each.

    Parameters
    ----------
    notebook
        The full notebook. The text cell before a test is the statement of its question.
    """
    found: list[str] = []
    statement = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            statement = cell.source
        elif cell.metadata.get("nbgrader", {}).get("grade"):
            found += [f"{cell.id}: {text}" for text in problems(cell.source, statement)]
    return found
