"""What every exercise set promises, to students and to instructors."""

import ast
import subprocess
import sys

import nbformat
import pytest

from coursekit.exercises.notebooks import read_source, release, to_text
from coursekit.exercises.questions import code_cells, questions
from coursekit.exercises.sets import ExerciseSet

# Students install the package and its stack; a test may need no more than that.
IMPORTABLE = {"dataproblems", "numpy", "pandas", "scipy", "sklearn"} | sys.stdlib_module_names


def test_the_release_is_up_to_date(exercises: ExerciseSet) -> None:
    assert exercises.release.read_text(encoding="utf-8") == to_text(release(exercises)), (
        f"run 'course release {exercises.name}'"
    )


def test_the_release_is_a_valid_notebook(exercises: ExerciseSet) -> None:
    notebook = nbformat.read(exercises.release, as_version=4)
    nbformat.validate(notebook)
    assert not any(cell.get("outputs") for cell in notebook.cells)


def test_each_set_asks_in_several_forms(exercises: ExerciseSet) -> None:
    notebook = read_source(exercises)
    names = [question.name for question in questions(code_cells(notebook))]
    assert {"reading", "expose", "prediction"} <= set(names), "a plot, a fault, a prediction"
    assert 6 <= len(set(names) - {"reading", "prediction"}) <= 12  # the two are quickly done
    by_hand = [
        cell.id
        for cell in notebook.cells
        if cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("grade")
    ]
    # The memo of data-strategy is the decision of its finale.
    decides = [] if exercises.name == "data-strategy" else ["verdict"]
    assert by_hand == [*decides, "interview"]
    assert any("**Derive" in cell.source for cell in notebook.cells), "one formula to derive"


def test_the_notebook_says_how_to_work_and_how_long_it_takes(exercises: ExerciseSet) -> None:
    opening = read_source(exercises).cells[0].source
    assert "How to work on this" in opening
    assert "hour" in opening


def test_imports_only_what_students_have(exercises: ExerciseSet) -> None:
    for cell in code_cells(read_source(exercises)):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            for name in names:
                assert name.partition(".")[0] in IMPORTABLE, f"{cell.id} imports {name}"


def test_every_assertion_says_what_is_wrong(exercises: ExerciseSet) -> None:
    for cell in code_cells(read_source(exercises)):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Assert):
                assert node.msg is not None, f"{cell.id}: {ast.unparse(node)}"


@pytest.mark.xdist_group("audit")
def test_the_tests_tell_right_from_wrong(exercises: ExerciseSet) -> None:
    """The audit, in a process of its own: pytest's capturing would hide students' warnings."""
    run = subprocess.run(
        [sys.executable, "-m", "coursekit.cli", "audit", exercises.name],
        cwd=exercises.root,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
