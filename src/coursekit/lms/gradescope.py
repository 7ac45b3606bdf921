"""Gradescope: an autograder that runs our grader in Gradescope's container.

An autograder is an archive with ``setup.sh``, which installs, and ``run_autograder``, which grades
what lies in ``/autograder/submission`` and writes ``/autograder/results/results.json``. What both
formats hold is taken from Gradescope's documentation of autograders (*Specifications*, *Python
example*). The archive holds the set with its hidden tests: upload it nowhere else.
"""

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import sqlalchemy as sa
from nbgrader.api import Gradebook

from coursekit.assignment.course import Course
from coursekit.errors import CourseError
from coursekit.exercises.sets import repository
from coursekit.gradebook.atomic_files import put_file
from coursekit.gradebook.opening import open_gradebook
from coursekit.gradebook.tables import GRADING

STUDENT = "student"
PACKAGE = ("src", "pyproject.toml", "requirements.txt", "README.md", "LICENSE", "LICENSE-DATA.md")
LONGEST = 4_000

SETUP = """#!/usr/bin/env bash
set -e
apt-get update
apt-get install -y bubblewrap
# python3 is 3.10 on Ubuntu 22.04, which has 3.11 beside it.
for python in python3 python3.12 python3.11 none; do
    if [ $python = none ]; then
        echo "This grader needs Python 3.11 or newer, and this image has none:" \\
            "choose a newer base image under Configure Autograder." >&2
        exit 1
    fi
    apt-get install -y $python $python-venv || continue
    if $python -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then break; fi
done
$python -m venv /autograder/venv
cd /autograder/source/package
/autograder/venv/bin/pip install --no-deps -r requirements.txt
/autograder/venv/bin/pip install --no-deps --no-build-isolation -e .
"""
RUN = """#!/usr/bin/env bash
cd /autograder/source
exec /autograder/venv/bin/python -m coursekit.lms.gradescope {name} --class class \\
    --submission /autograder/submission --results /autograder/results/results.json
"""


def autograder(course: Course, name: str, target: Path) -> None:
    """Write the archive that is uploaded as a set's autograder.

    Raises
    ------
    CourseError
        If the set is not in the course, or the archive cannot be written.
    """
    source, packed = course.source(name), io.BytesIO()
    try:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for script, text in (("setup.sh", SETUP), ("run_autograder", RUN.format(name=name))):
                entry = zipfile.ZipInfo(script)
                entry.external_attr = 0o755 << 16
                archive.writestr(entry, text)
            for path in [*course.root.glob("nbgrader_config.*"), *_files(source)]:
                archive.write(path, Path("class", path.relative_to(course.root)))
            for part in PACKAGE:
                for path in _files(repository() / part):
                    archive.write(path, Path("package", path.relative_to(repository())))
        put_file(target, packed.getvalue())
    except OSError as error:
        raise CourseError(f"{target} cannot be written: {error.strerror}") from error


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    for path in sorted(place.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and ".egg-info" not in str(path):
            yield path


def results(course: Course, gradebook: Gradebook, name: str, student: str) -> dict[str, Any]:
    """Return what Gradescope shows of a graded submission, hidden tests left out.

    Raises
    ------
    CourseError
        If the student's work is not graded.
    """
    own = (GRADING.c.assignment == name, GRADING.c.student == student)
    row = gradebook.db.execute(sa.select(GRADING).where(*own)).mappings().first()
    if row is None:
        raise CourseError(f"{name} of {student} is not graded")
    detail = json.loads(row["detail"])
    tests = []
    for notebook, told in detail["notebooks"].items():
        said = _said(course.path("autograded", student, name) / f"{notebook}.ipynb")
        for test, result in told["tests"].items():
            passed = result["score"] >= result["points"]
            tests.append(
                {
                    "name": test if len(detail["notebooks"]) == 1 else f"{notebook}: {test}",
                    "score": result["score"],
                    "max_score": result["points"],
                    "status": "passed" if passed else "failed",
                    "output": "" if passed else said.get(test, ""),
                    "output_format": "text",
                }
            )
    output = f"{row['reason']}\n" if row["reason"] else ""
    return {
        "output": f"{output}Written answers are graded by a person.",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "execution_time": round(detail["seconds"]),
        "tests": tests,
    }


def _said(notebook: Path) -> dict[str, str]:
    """Return what a student may read of each test cell: what the autograded notebook shows."""
    said: dict[str, str] = {}
    for cell in nbformat.read(notebook, as_version=4).cells:
        for output in cell.get("outputs", ()):
            text = output.get("text", "")
            if output["output_type"] == "error":
                text = f"{output['ename']}: {output['evalue']}"
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            said[name] = (said.get(name, "") + text)[:LONGEST]
    return said


def main() -> None:
    """Grade one submission in Gradescope's container."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("name", metavar="SET")
    for option in ("--class", "--submission", "--results"):
        parser.add_argument(option, type=Path, required=True, dest=option.strip("-") + "_")
    arguments = parser.parse_args()
    arguments.results_.write_text(json.dumps(_graded(arguments)))


def _graded(arguments: argparse.Namespace) -> dict[str, Any]:
    name, root = arguments.name, arguments.class_.resolve()
    tools = Path(sys.executable).parent
    course = Course.at(root)
    work = course.path("submitted", STUDENT, name)
    shutil.copytree(arguments.submission_, work, dirs_exist_ok=True)
    grade = [sys.executable, "-m", "coursekit.cli", "grade", name, "--class", str(root)]
    said = _run([str(tools / "nbgrader"), "generate_assignment", name, "--force"], root, tools)
    said += _run([*grade, "--workers", "1"], root, tools)
    gradebook = open_gradebook(course)
    try:
        return results(course, gradebook, name, STUDENT)
    except CourseError as error:
        # Without a results file Gradescope gives no score, and shows this to the instructor.
        raise SystemExit(f"{said}\n{error}") from error
    finally:
        gradebook.close()


def _run(command: list[str], root: Path, tools: Path) -> str:
    """Run a command that has to succeed for there to be a grade; return what it said."""
    done = subprocess.run(  # noqa: S603 - our own words
        command, cwd=root, capture_output=True, text=True, check=False,
        env={**os.environ, "PATH": f"{tools}:{os.environ.get('PATH', '')}"},
    )  # fmt: skip
    return f"{done.stdout}\n{done.stderr}\n"


if __name__ == "__main__":
    main()
