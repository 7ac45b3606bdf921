"""How long students wait for their results from ``course watch``.

Run ``python benchmarks/watching.py`` (200 hand-ins of 40 students in ten minutes; ``--hand-ins``,
``--students``, ``--minutes`` for others). It makes a class, releases a set into an exchange of its
own, starts ``course watch`` and hands in at random moments through nbgrader's own submission: the
right, wrong and slow answers of ``grading.py``, or practice answers of the book's sets that
``--set`` names, in turn (these compute more). Now and then two students hand in hostile work (one
computes for ever, one kills what it can). It then compares what was handed in with what was graded,
and measures, from the files alone, the time from each hand-in to the feedback page that can be
fetched for it. What kills at random moments do is shown by
``tests/coursekit/watch/test_kills.py``.

``watching.txt`` is what such runs printed.
"""

import argparse
import datetime
import itertools
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grading
import nbformat
from measuring import cpu_seconds, environment
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeSubmit
from nbgrader.utils import notebook_hash
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from coursekit.cli import main as course
from coursekit.exercises.practice import hand_in
from coursekit.exercises.sets import chosen_sets
from coursekit.gradebook.attempts import ATTEMPT

HOSTILE = (
    "while True:\n    pass",
    "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nos._exit(9)",
)
COURSE = "watched"
EVERY = 25
"""Of so many hand-ins one is hostile."""


@dataclass
class HandedIn:
    """One hand-in: by whom, when, and where its feedback page will be."""

    student: str
    name: str
    at: float
    page: Path
    hostile: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", nargs="+", default=[grading.SET], dest="sets")
    parser.add_argument("--hand-ins", type=int, default=200)
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    os.environ.update(environment())
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        measure(Path(folder), arguments)


def measure(folder: Path, arguments: argparse.Namespace) -> None:
    klass, made = make_class(folder, arguments.sets, arguments.hand_ins)
    command = [sys.executable, "-m", "coursekit.cli", "watch", *arguments.sets]
    command += ["--class", str(klass)]
    command += ["--workers", str(arguments.workers), "--port", "0", "--per-hour", "0"]
    log = folder / "log"
    before = cpu_seconds()  # whatever is started from here on is measured
    with log.open("w") as out:
        watch = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=folder)
    try:
        wait_until(lambda: log.read_text().count(": ready") == len(arguments.sets), watch, log)
        load = os.getloadavg()[0]
        handed_in = hand_all_in(folder, made, arguments)
        wait_until(lambda: all(h.page.exists() for h in handed_in), watch, log)
        used, load = cpu_seconds() - before, (load + os.getloadavg()[0]) / 2
    finally:
        watch.terminate()
        watch.wait()
    tell(handed_in, klass, log.read_text(), used, load)


def make_class(folder: Path, names: list[str], hand_ins: int) -> tuple[Path, list[tuple[str, Any]]]:
    """Make a class and release its sets; return what students will hand in, with its set."""
    klass, exchange = folder / "class", folder / "exchange"
    if names == [grading.SET]:
        grading.make_class(klass, len(grading.KINDS))
        kinds = sorted(klass.glob(f"submitted/*/{grading.SET}/{grading.SET}.ipynb"))
        by_set = [[nbformat.read(kind, as_version=4) for kind in kinds]]
        shutil.rmtree(klass / "submitted")
    elif course(["new", str(klass), "--set", *names]) == 0:
        each = -(-hand_ins // len(names))
        by_set = [[nb for _, nb in hand_in(e, each)] for e in chosen_sets(names)]
    else:
        raise SystemExit("no class could be made")
    exchange.mkdir()
    exchange.chmod(0o777)
    with (klass / "nbgrader_config.py").open("a") as file:
        file.write(f"c.Exchange.root = {str(exchange)!r}\n")
        file.write(f"c.CourseDirectory.course_id = {COURSE!r}\n")
    config = PyFileConfigLoader("nbgrader_config.py", path=str(klass)).load_config()
    api = NbGraderAPI(CourseDirectory(root=str(klass), config=config), config=config)
    for name in names:
        if not api.release_assignment(name)["success"]:
            raise SystemExit(f"{name} could not be released")
    made = []
    for number in range(hand_ins):
        place, notebooks = number % len(names), by_set[number % len(names)]
        notebook = notebooks[number // len(names) % len(notebooks)]
        made.append((names[place], nbformat.from_dict(notebook)))
    return klass, made


def wait_until(done: Any, watch: "subprocess.Popen[bytes]", log: Path) -> None:
    while not done():
        if watch.poll() is not None:
            raise SystemExit(f"the watch has ended:\n{log.read_text()}")
        time.sleep(0.1)


def hand_all_in(
    folder: Path, made: list[tuple[str, Any]], arguments: argparse.Namespace
) -> list[HandedIn]:
    """Hand in at random moments, each student several times."""
    chance = random.Random(20)  # noqa: S311 - moments, not secrets
    moments = sorted(chance.uniform(0, 60 * arguments.minutes) for _ in range(arguments.hand_ins))
    names = [f"student-{n:03}" for n in range(1, arguments.students + 1)]
    hostile = itertools.cycle([(f"hostile-{n}", text) for n, text in enumerate(HOSTILE)])
    began, done = time.time(), []
    for number, (moment, (name, notebook)) in enumerate(zip(moments, made, strict=True), 1):
        student = chance.choice(names)
        notebook.metadata["number"] = number  # the same file twice would be one attempt
        if number % EVERY == 0:
            student, text = next(hostile)
            for cell in notebook.cells:
                if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code":
                    cell.source = text
        time.sleep(max(0.0, began + moment - time.time()))
        done.append(submit(folder, name, student, notebook, hostile=number % EVERY == 0))
    return done


def submit(folder: Path, name: str, student: str, notebook: Any, hostile: bool) -> HandedIn:
    home = folder / "students" / student
    work = home / name / f"{name}.ipynb"
    work.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, work)
    config = Config()
    config.Exchange.root, config.Exchange.cache = str(folder / "exchange"), str(home / "cache")
    config.Exchange.assignment_dir = str(home)
    config.CourseDirectory.course_id = COURSE
    place = CourseDirectory(config=config, root=str(home), student_id=student, assignment_id=name)
    command = ExchangeSubmit(
        coursedir=place, authenticator=Authenticator(config=config), config=config
    )
    command.start()
    exchange = folder / "exchange" / config.CourseDirectory.course_id
    secret = (
        exchange / "inbound" / command.assignment_filename / "submission_secret.txt"
    ).read_text()
    page = exchange / "feedback" / f"{notebook_hash(secret=secret, notebook_id=name)}.html"
    return HandedIn(student, name, time.time(), page, hostile)


def tell(handed_in: list[HandedIn], klass: Path, log: str, used: float, load: float) -> None:
    with Gradebook(f"sqlite:///{klass}/gradebook.db") as gradebook:
        rows = gradebook.db.execute(ATTEMPT.select()).mappings().all()
    served = re.findall(r"(\S+(?:, \S+)?: attempt \d+): \S+ of", log)
    graded = [row for row in rows if row["state"] == "graded"]
    cut = [row for row in graded if "seconds that the notebook may take" in row["reason"]]
    print(
        f"{len(handed_in)} hand-ins, {len(rows)} attempts recorded, {len(graded)} graded, "
        f"{len(served) - len(set(served))} twice; stopped by the clock: "
        f"{sorted({row['student'] for row in cut}) or 'nobody'}"
    )
    print(
        f"{datetime.date.today()}, {os.cpu_count()} processors ({platform.machine()}), load "
        f"{load:.1f} before and after; {used / len(handed_in):.2f} CPU s each, warming up included"
    )
    sets = list(dict.fromkeys(h.name for h in handed_in))
    own = [h for h in handed_in if not h.hostile]
    tell_waits("students", own)
    if len(sets) > 1:
        for name in sets:
            tell_waits(f"students, {name}", [h for h in own if h.name == name])
    tell_waits("hostile work", [h for h in handed_in if h.hostile])


def tell_waits(kind: str, handed_in: list[HandedIn]) -> None:
    """Print how long these waited, from Submit to the page that can be fetched."""
    waits = sorted(h.page.stat().st_mtime - h.at for h in handed_in)
    if waits:
        tenth = waits[min(len(waits) - 1, int(0.95 * len(waits)))]
        print(
            f"from Submit to feedback, {kind}: median {statistics.median(waits):.1f} s, "
            f"95% within {tenth:.1f} s, worst {waits[-1]:.1f} s"
        )


if __name__ == "__main__":
    main()
