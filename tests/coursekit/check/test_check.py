"""``course check``: a learner's own notebook, with the hidden tests, and every way to misuse it."""

import json
from pathlib import Path
from typing import Any

import pytest

from coursekit.assignment.course import Course
from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import load
from coursekit.check.assignments import assignment_notebook
from coursekit.cli import main
from coursekit.exercises.notebooks import release
from coursekit.exercises.sets import ExerciseSet
from coursekit.gradebook.opening import open_gradebook
from coursekit.grading.engine import self_attack

RIGHT = "def surge(x, top):\n    return 2 * x if x > top else x"
NEARLY = "def surge(x, top):\n    return 2 * x if x >= top else x"


def work(tiny: Path, answer: str | None, **changed: str) -> Path:
    """Write the released notebook with an answer in it, and perhaps other cells changed."""
    notebook = release(ExerciseSet(tiny, "tiny"))
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name == "surge" and answer is not None:
            cell.source = answer
        cell.source = changed.get(name.replace("-", "_"), cell.source)
    path = tiny / "mine.ipynb"
    path.write_text(json.dumps(notebook))
    return path


def test_a_right_answer_earns_all_and_the_essay_is_left_to_its_reader(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(work(tiny, RIGHT, essay="It falls."))]) == 0
    out = capsys.readouterr().out
    assert "tiny: 2 of 2 automatic points" in out
    assert "4 points, judge it by its rubric" in out


def test_a_wrong_answer_gets_the_lesson_of_the_hidden_test(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(work(tiny, NEARLY)), "--set", "tiny"]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "0 of 2 automatic points" in out
    assert "test-surge: A hidden test did not pass. It tries exactly the top." in out
    assert "surge(3, 3)" not in out


def test_an_unanswered_question_is_not_called_wrong(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(work(tiny, None))]) == 1
    out = capsys.readouterr().out
    assert "not attempted yet" in out
    assert "4 points, nothing written yet" in out
    assert "hidden" not in out


def test_an_edited_test_is_restored_and_named(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(work(tiny, NEARLY, test_surge="pass"))]) == 1
    assert "'test-surge' is locked but was edited: restored" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "content", "told"),
    [
        (["--set", "nothing"], "{}", "unknown set 'nothing'; known sets: tiny"),
        ([], None, "there is no file"),
        ([], "{", "cannot be checked: the file is not a notebook"),
        ([], '{"nbformat": 4, "cells": []}', "is not a notebook of tiny"),
    ],
)
def test_bad_input_is_named_in_one_line(
    tiny: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    content: str | None,
    told: str,
) -> None:
    path = tiny / "mine.ipynb"
    if content is not None:
        path.write_text(content)
    assert main(["check", str(path), *arguments]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1


def test_without_a_sandbox_nothing_runs_unless_asked(
    tiny: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_attack, "available", lambda backend: f"no {backend} here")
    path = work(tiny, RIGHT)
    assert main(["check", str(path)]) == 2
    error = capsys.readouterr().err
    assert "there is no safe sandbox" in error
    assert "--unsafe" in error
    assert main(["check", str(path), "--unsafe"]) == 0


def test_the_set_is_what_a_class_would_be_graded_by(tiny: Path, tmp_path_factory: Any) -> None:
    folder = tmp_path_factory.mktemp("class") / "class"
    assert main(["new", str(folder)]) == 0
    course = Course.at(folder)
    gradebook = open_gradebook(course)
    try:
        [theirs] = load(course, "tiny", gradebook, Limits()).notebooks
    finally:
        gradebook.close()
    ours = assignment_notebook(ExerciseSet(tiny, "tiny"))
    kept = ("grade_id", "kind", "cell_type", "source", "reference", "released", "points")
    for mine, other in zip(ours.cells, theirs.cells, strict=True):
        for name in (*kept, "by_hand", "hidden_from"):
            assert getattr(mine, name) == getattr(other, name), (mine.grade_id, name)
