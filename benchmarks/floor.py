"""What a class costs at least: cells and tests, each notebook in a fork of one warm process.

Run ``python benchmarks/floor.py CLASS SET``: no sandbox, no second run for what is shown, no
isolated judge, no record. Prints the CPU seconds of a submission, imports not counted, and the
points of all, to be compared with what the grader gives.
"""

import asyncio
import json
import os
import sys
from pathlib import Path

from coursekit.assignment.course import Course
from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import Assignment, load
from coursekit.gradebook.opening import open_gradebook
from coursekit.grading.engine.scoring import score
from coursekit.grading.in_place.cells import Cells
from coursekit.grading.sandbox import preload
from coursekit.submission import reading
from coursekit.submission.alignment import plan


def main() -> None:
    course, name = Course.at(Path(sys.argv[1])), sys.argv[2]
    gradebook = open_gradebook(course, writing=False)
    assignment = load(course, name, gradebook, Limits())
    gradebook.close()
    preload.load(assignment.modules())
    cells = Cells()
    students = course.students(name)
    points = 0.0
    before = _children()
    for student in students:
        folder = course.path("submitted", student, name)
        points += _forked(cells, assignment, reading.read(folder, student))
    cpu = (_children() - before) / len(students)
    sys.stdout.write(json.dumps({"cpu": cpu, "points": points}))


def _children() -> float:
    """Return the CPU seconds of the forks that have ended."""
    used = os.times()
    return used.children_user + used.children_system


def _forked(cells: Cells, assignment: Assignment, submission: reading.Submission) -> float:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        told = str(_points(cells, assignment, submission))
        os.write(writer, told.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as told:
        points = float(told.read() or 0)
    os.waitpid(child, 0)
    return points


def _points(cells: Cells, assignment: Assignment, submission: reading.Submission) -> float:
    cells.open_files()
    cells.attach()
    loop = asyncio.new_event_loop()
    total = 0.0
    for notebook in assignment.notebooks:
        found, _ = reading.parse(submission.files[f"{notebook.name}.ipynb"])
        steps, _ = plan(notebook, found)
        last = max(n for n, step in enumerate(steps) if step.tests)
        for step in steps[: last + 1]:
            if step.tests and step.cell is not None:
                told = loop.run_until_complete(cells.run(step.cell.source, brief=True))
                total += score(step.cell, told["outputs"], stock=False).points
            elif step.runs:
                loop.run_until_complete(cells.run(step.text, brief=True))
    return total


if __name__ == "__main__":
    main()
