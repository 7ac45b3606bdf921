"""Stock nbgrader against ``course grade`` on the same class, the same machine, in one run.

Run ``python benchmarks/grading.py`` (100 submissions; ``--students`` for another number). It
makes a class of right, wrong, partial, slow, warned-about and printing answers, grades it with
stock ``nbgrader autograde`` and ``generate_feedback`` and with ``course grade`` (sandboxed,
feedback written) in place and by both judges, compares the scores question by question and prints
ratios, and what the cells and tests alone take (``floor.py``). ``--growth`` grades up to 2,000
submissions with ``course grade`` alone. ``--own`` grades a practice class of each set
of this repository with all: there the students' own computations weigh most.
"""

import argparse
import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from measuring import cpu_seconds, environment
from nbgrader.api import Gradebook

from coursekit.cli import main as main_of_course
from coursekit.exercises.sets import chosen_sets

ROOT = Path(__file__).parents[1]
MATERIAL = ROOT / "tests" / "coursekit" / "grading" / "material" / "idioms.md"
SCORES = "id,score\n1,3.5\n2,\n3,4.0\n3,5.0\n4,1.0\n"
SET = "idioms"
KINDS: list[dict[str, str]] = [
    {},
    {"return [i**2": "return [i**3"},
    {"return [i**2 for": "print('squares of', n)\n    return [i**2 for"},
    {"values.sort()": "return sorted(values)"},
    {"return (x > 0) - (x < 0)": "return 1 if x > 0 else -1"},
    {"return Fraction(x, 2)": "import time\n    time.sleep(0.05)\n    return Fraction(x, 2)"},
    {"return Fraction(x, 2)": "import warnings\n    warnings.warn('x')\n    return Fraction(x, 2)"},
    {"return isinstance(other, Stack) and self.items == other.items": "return True"},
]
STOCK_IS_WRONG = "a warning on standard error costs all points of the test"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=100)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--own", action="store_true")
    arguments = parser.parse_args()
    os.environ["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        if arguments.growth:
            growth(Path(folder), arguments.workers)
        elif arguments.own:
            own_sets(Path(folder), arguments.students, arguments.workers)
        else:
            compare(Path(folder), arguments.students, arguments.workers)


def compare(folder: Path, students: int, workers: int) -> None:
    template = make_class(folder / "template", students)
    places = {name: copied(template, folder / name) for name in ("stock", "in-place", "both")}
    runs = {
        "stock": measured(lambda: grade_stock(places["stock"], ["*"])),
        "in place": measured(lambda: grade_ours(places["in-place"], workers, SET, "in-place")),
        "both judges": measured(lambda: grade_ours(places["both"], workers, SET, "both")),
    }
    base = runs["stock"]
    for name, run in runs.items():
        show(
            f"{name:12} {run.seconds:8.1f} s  CPU {run.cpu / students:6.3f} s each  "
            f"memory {run.memory >> 20:5d} MB  {base.seconds / run.seconds:6.1f} x wall  "
            f"{base.cpu / run.cpu:6.1f} x CPU"
        )
    show(f"{'floor':12} CPU {floor(places['both'], SET):6.3f} s each")
    told = json.loads((places["both"] / "summary.json").read_text())
    spent = ", ".join(f"{k} {v / students:.3f}" for k, v in told["spent"].items())
    show(f"a submission's worker time in seconds: {spent}")
    report_differences(scores(places["stock"]), scores(places["both"]))


def growth(folder: Path, workers: int) -> None:
    for students in (125, 250, 500, 1000, 2000):
        course = make_class(folder / str(students), students)
        run = measured(lambda course=course: grade_ours(course, workers))  # type: ignore[misc]  # bound now
        each = run.seconds / students
        show(f"{students:6d} {run.seconds:8.1f} s {each:6.3f} s each {run.memory >> 20:6d} MB")


def own_sets(folder: Path, students: int, workers: int) -> None:
    for exercises in chosen_sets():
        own_set(folder / exercises.name, exercises.name, students, workers)


def own_set(folder: Path, name: str, students: int, workers: int) -> None:
    template = folder / "template"
    folder.mkdir()
    with contextlib.redirect_stdout(io.StringIO()):
        main_of_course(["new", str(template), "--set", name, "--practice", str(students)])
    took = {}
    for way in ("in-place", "both"):
        place = copied(template, folder / way)
        took[way] = measured(lambda p=place, w=way: grade_ours(p, workers, name, w))  # type: ignore[misc]  # bound now
    stock = copied(template, folder / "stock")
    took["stock"] = measured(lambda: grade_stock(stock, ["*"], name))
    least = floor(template, name)
    told = ", ".join(
        f"{way} {run.cpu / students:.2f} ({run.cpu / students / least:.2f} of the floor)"
        for way, run in took.items()
    )
    show(f"{name:20} CPU seconds a submission: floor {least:.2f}, {told}")
    shutil.rmtree(folder)


def floor(root: Path, name: str) -> float:
    """Return the CPU seconds of a submission's cells and tests alone."""
    command = [sys.executable, Path(__file__).with_name("floor.py"), root, name]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())
    return float(json.loads(done.stdout)["cpu"])


def make_class(root: Path, students: int) -> Path:
    """Make a course directory in which `students` have handed in work of all kinds."""
    source = root / "source" / SET
    (source / "data").mkdir(parents=True)
    (source / "data" / "scores.csv").write_text(SCORES)
    notebook = jupytext.read(MATERIAL)
    nbformat.write(notebook, source / f"{SET}.ipynb")
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    nbgrader(root, "generate_assignment", SET)
    released = nbformat.read(root / "release" / SET / f"{SET}.ipynb", as_version=4)
    for number in range(students):
        mine = nbformat.from_dict(json.loads(nbformat.writes(released)))
        for cell, solved in zip(mine.cells, notebook.cells, strict=True):
            if cell.metadata.get("nbgrader", {}).get("solution"):
                cell.source = solved.source
                for old, new in KINDS[number % len(KINDS)].items():
                    cell.source = cell.source.replace(old, new)
        folder = root / "submitted" / f"s{number:04}" / SET
        folder.mkdir(parents=True)
        nbformat.write(mine, folder / f"{SET}.ipynb")
    return root


def copied(template: Path, target: Path) -> Path:
    shutil.copytree(template, target)
    return target


def nbgrader(root: Path, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments], cwd=root, check=True, capture_output=True
    )


def grade_stock(root: Path, patterns: list[str], name: str = SET) -> None:
    """Run stock autograde and generate_feedback, one process for each pattern of students."""
    for command in ("autograde", "generate_feedback"):
        parts = [
            threading.Thread(target=nbgrader, args=(root, command, name, "--student", pattern))
            for pattern in patterns
        ]
        for part in parts:
            part.start()
        for part in parts:
            part.join()


def grade_ours(root: Path, workers: int, name: str = SET, judges: str = "both") -> None:
    course = Path(sys.executable).parent / "course"
    command = [course, "grade", name, "--class", root, "--workers", str(workers), "--json"]
    command += ["--judges", judges]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode not in {0, 1}:
        raise SystemExit(done.stderr)
    (root / "summary.json").write_text(done.stdout)


@dataclass
class Run:
    """What a run took: wall seconds, CPU seconds, the peak of memory."""

    seconds: float
    cpu: float
    memory: int


def measured(action: Any) -> Run:
    watch = _Memory()
    before, began = cpu_seconds(), time.perf_counter()
    action()
    return Run(time.perf_counter() - began, cpu_seconds() - before, watch.stop())


class _Memory:
    """Follows the proportional memory of all descendants."""

    def __init__(self) -> None:
        self._peak, self._over = 0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        from coursekit.grading.sandbox.kernel import descendants

        while not self._over.wait(3.0):  # a look stops all processes for some milliseconds
            self._peak = max(self._peak, sum(map(_proportional, descendants(os.getpid()))))

    def stop(self) -> int:
        self._over.set()
        self._thread.join()
        return self._peak


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:")), 0)


def scores(root: Path) -> dict[tuple[str, str], float | None]:
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        return {
            (s.student.id, g.name): g.auto_score
            for s in gradebook.assignment_submissions(SET)
            for n in s.notebooks
            for g in n.grades
        }


def report_differences(
    stock: dict[tuple[str, str], float | None], ours: dict[tuple[str, str], float | None]
) -> None:
    warned = next(i for i, kind in enumerate(KINDS) if "warnings" in str(kind))
    different = {key for key in stock | ours if stock.get(key, -1) != ours.get(key, -1)}
    known = {key for key in different if int(key[0][1:]) % len(KINDS) == warned}
    show(f"{len(stock)} grades compared: {len(stock) - len(different)} equal")
    show(f"{len(known)} differ where {STOCK_IS_WRONG}")
    for key in sorted(different - known):
        show(f"UNEXPLAINED {key}: stock {stock.get(key)}, ours {ours.get(key)}")
    if different - known:
        raise SystemExit(1)


def show(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
