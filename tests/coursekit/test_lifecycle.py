"""A class from first to last day on stock nbgrader, through its own command line."""

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from coursekit.cli import main

SET = "implicit-feedback"
SOLVED_BY_CYD = ("density", "watch-matrix", "leave-last-out")  # 1 + 3 + 2 points


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An activated environment with no settings of the user who runs the test."""
    home = tmp_path_factory.mktemp("home")
    scripts = str(Path(sys.executable).parent)
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")},
        "PATH": os.pathsep.join([scripts, os.environ["PATH"]]),
        "HOME": str(home),
        "OPENBLAS_NUM_THREADS": "1",
    }


@pytest.fixture(scope="module")
def graded(
    tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str], root: Path
) -> Path:
    """A class whose three students have been graded."""
    klass = tmp_path_factory.mktemp("lifecycle") / "spring"
    assert main(["new", str(klass), "--set", SET]) == 0
    answers = {
        cell.id: cell.source
        for cell in nbformat.read(klass / "source" / SET / f"{SET}.ipynb", as_version=4).cells
    }
    wrong = (root / "solutions" / SET / "rejected" / "confidence-nan-stays.py").read_text()
    hand_in(klass, "ada", answers)
    hand_in(klass, "ben", {})
    right = {question: answers[question] for question in SOLVED_BY_CYD}
    # A warning is no error: nbgrader would take one on standard error for a failure.
    right["density"] = answers["density"].replace(
        "    distinct_pairs", "    np.log(np.zeros(1))\n    distinct_pairs"
    )
    hand_in(klass, "cyd", right | {"confidence": wrong})
    for command in (["autograde", SET], ["generate_feedback", SET], ["export"]):
        nbgrader(klass, environment, *command)
    return klass


def hand_in(klass: Path, student: str, answers: dict[str, str]) -> None:
    """Fill the release's answer cells, as a student does, and submit it."""
    notebook = nbformat.read(klass / "release" / SET / f"{SET}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.id in answers:
            cell.source = answers[cell.id]
    folder = klass / "submitted" / student / SET
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{SET}.ipynb")


def nbgrader(klass: Path, environment: dict[str, str], *command: str) -> None:
    run = subprocess.run(
        ["nbgrader", *command], cwd=klass, env=environment, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr[-3000:]


def scores(klass: Path, student: str) -> dict[str, float]:
    with Gradebook(f"sqlite:///{klass}/gradebook.db") as gradebook:
        notebook = gradebook.find_submission_notebook(SET, SET, student)
        return {grade.name: grade.score for grade in notebook.grades}


def test_the_reference_earns_every_point(graded: Path) -> None:
    with Gradebook(f"sqlite:///{graded}/gradebook.db") as gradebook:
        most = {
            cell.name: cell.max_score
            for cell in gradebook.find_notebook(SET, SET).grade_cells
            if cell.cell_type == "code"
        }
        submission = gradebook.find_submission(SET, "ada")
        assert submission.needs_manual_grade, "the interview waits for the instructor"
        assert submission.code_score == submission.max_code_score == sum(most.values())
    found = scores(graded, "ada")
    assert {name: found[name] for name in most} == most
    assert len(most) >= 9


def test_the_untouched_release_earns_nothing(graded: Path) -> None:
    assert set(scores(graded, "ben").values()) == {0.0}
    with Gradebook(f"sqlite:///{graded}/gradebook.db") as gradebook:
        assert not gradebook.find_submission(SET, "ben").needs_manual_grade


def test_partial_work_earns_what_it_solves(graded: Path) -> None:
    earned = {name: score for name, score in scores(graded, "cyd").items() if score}
    assert earned == {
        "test-density": 1,
        "test-watch-matrix-example": 1,
        "test-watch-matrix-messy": 2,
        "test-leave-last-out": 2,
    }


def test_the_feedback_names_the_mistake(graded: Path) -> None:
    pages = {
        student: (graded / "feedback" / student / SET / f"{SET}.html").read_text()
        for student in ("ada", "ben", "cyd")
    }
    assert "confidence(...) contains NaN" in pages["cyd"]
    assert "RuntimeWarning: divide by zero" in pages["cyd"]
    assert "not attempted yet" in pages["ben"]
    assert "AssertionError" not in pages["ada"]


def test_the_export_and_a_manual_grade(
    graded: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    klass = tmp_path / "spring"
    shutil.copytree(graded, klass)  # other tests see the class before the manual grade

    def exported() -> dict[str, tuple[float, float]]:
        with (klass / "grades.csv").open(newline="") as file:
            return {
                row["student_id"]: (float(row["score"]), float(row["max_score"]))
                for row in csv.DictReader(file)
            }

    assert exported() == {"ada": (27, 34), "ben": (0, 34), "cyd": (6, 34)}
    with Gradebook(f"sqlite:///{klass}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("interview", SET, SET, "ada")
        grade.manual_score, grade.needs_manual_grade = 4, False
        gradebook.db.commit()
    nbgrader(klass, environment, "export")
    assert exported()["ada"] == (31, 34)


def test_formgrader_answers(graded: Path, environment: dict[str, str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *("jupyter", "server", "--no-browser", "--allow-root", "--ip=127.0.0.1"),
        *(f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=t"),
    ]
    server = subprocess.Popen(
        command, cwd=graded, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        url = f"http://127.0.0.1:{port}/formgrader/api/submissions/{SET}?token=t"
        submissions = {entry["student"]: entry for entry in patiently(url, server)}
    finally:
        server.terminate()
        server.wait(timeout=30)
    assert {name: entry["score"] for name, entry in submissions.items()} == {
        "ada": 27,
        "ben": 0,
        "cyd": 6,
    }
    assert submissions["ada"]["needs_manual_grade"] is True


def patiently(url: str, server: "subprocess.Popen[bytes]") -> list[dict[str, object]]:
    """Ask until the server is up."""
    deadline = time.monotonic() + 120
    while True:
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server
                found: list[dict[str, object]] = json.load(answer)
                return found
        except (urllib.error.URLError, ConnectionError):
            assert server.poll() is None, "the server stopped"
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.3)
