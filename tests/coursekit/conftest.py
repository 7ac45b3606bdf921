"""A repository with one small exercise set, and small nbgrader courses, made once and copied."""

import copy
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from distributed import Client
from nbgrader.api import Gradebook
from playwright.sync_api import sync_playwright

from coursekit import cli

CODE = """```{{code-cell}} ipython3
:nbgrader: {{{meta}, schema_version: 3, task: false}}

{source}
```
"""
SOLUTION = "grade: false, grade_id: {name}, locked: false, solution: true"
TEST = "grade: true, grade_id: {name}, locked: true, points: {points}, solution: false"

HEAD = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# Tiny

"""
ESSAY = """+++ {"nbgrader": {"grade": true, "grade_id": "essay", "locked": false, "points": 4,\
 "schema_version": 3, "solution": true, "task": false}}

The model answer, which is for the instructor alone.
"""
SURGE = """def surge(x, top):
    ### BEGIN SOLUTION
    if x > top:
        return 2 * x
    return x
    ### END SOLUTION"""
STRONG = """assert surge(5, 3) is not None, "Got None: did you forget a return?"
### BEGIN HIDDEN TESTS
# lesson: tries more than the top
assert surge(5, 3) == 10, "too much is not doubled"
# lesson: tries exactly the top
assert surge(3, 3) == 3, "just enough is changed"
### END HIDDEN TESTS"""


def solution_cell(name: str, source: str) -> str:
    """The text of a solution cell."""
    return CODE.format(meta=SOLUTION.format(name=name), source=source)


def test_cell(name: str, source: str, points: float) -> str:
    """The text of a test cell."""
    return CODE.format(meta=TEST.format(name=name, points=points), source=source)


CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


def _inspect(address: str, bypass_csp: bool, script: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"axe": [], "wide": [], "asked": [], "said": [], "script": []}
    with sync_playwright() as playwright:
        # A container runs as root, where Chromium's own sandbox refuses to start.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for theme in ("light", "dark"):
            for width in (1280, 390):
                size = {"width": width, "height": 850}
                page = browser.new_page(viewport=size, color_scheme=theme, bypass_csp=bypass_csp)
                page.on("dialog", lambda d: found["said"].append(d.message))
                page.on("dialog", lambda d: d.dismiss())
                page.on("console", lambda m: found["said"].append(m.text))
                page.on("pageerror", lambda e: found["said"].append(str(e)))
                page.on("request", lambda r: found["asked"].append(r.url))
                page.goto(address, wait_until="load")
                page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
                for v in Axe().run(page).response["violations"]:
                    where = json.dumps([n["html"][:150] for n in v["nodes"]])
                    found["axe"].append(f"{theme} {width} {v['id']}: {where}")
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    found["wide"].append(f"{theme} {width}")
                found["script"] += page.evaluate(script)
                page.close()
        browser.close()
    return found


@pytest.fixture(scope="session")
def inspect() -> Callable[..., dict[str, list[str]]]:
    """Open a page in light and dark, on desktop and phone; return what people would complain of.

    `script` is asked in the page for a list of more.
    """
    if CHROMIUM is None:
        pytest.skip("no Chromium: the page was not tried in a browser")

    def opened(
        address: str, bypass_csp: bool = True, script: str = "() => []"
    ) -> dict[str, list[str]]:
        with ThreadPoolExecutor(1) as aside:  # its event loop stays out of other tests' way
            return aside.submit(_inspect, address, bypass_csp, script).result()

    return opened


@pytest.fixture(autouse=True)
def courses_forgotten(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Forget the modules beside a course's configuration: the next course has its own."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    yield
    here = str(tmp_path_factory.getbasetemp())
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None)).startswith(here):
            del sys.modules[name]


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    """A repository with one good set, ``tiny``; the working directory is in it."""
    shutil.copy(root / "nbgrader_config.py", tmp_path)
    solutions = tmp_path / "solutions"
    for kind in ("accepted", "rejected"):
        (solutions / "tiny" / kind).mkdir(parents=True)
    cells = [solution_cell("surge", SURGE), test_cell("test-surge", STRONG, 2), ESSAY]
    (solutions / "tiny.md").write_text(HEAD + "\n".join(cells))
    right = {
        "if": "return x if x <= top else x + x",
        "times": "return x * (1 + (x > top))",
        "list": "return [x, 2 * x][x > top]",
    }
    wrong = {
        "never": "return x",
        "always": "return 2 * x",
        "top": "return 2 * top if x > top else x",
        "boundary": "return 2 * x if x >= top else x",
        "below": "return 2 * x if x < top else x",
    }
    for kind, bodies in (("accepted", right), ("rejected", wrong)):
        for idea, body in bodies.items():
            (solutions / "tiny" / kind / f"surge-{idea}.py").write_text(
                f"# question: surge\n# why: because of {idea},\n# on two lines\n"
                f"def surge(x, top):\n    {body}\n"
            )
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write_cells(tiny: Path) -> Callable[..., None]:
    """Replace the tiny set's cells by ``(kind, name, source)`` triples."""

    def write(*cells: tuple[str, str, str]) -> None:
        kinds = {"solution": solution_cell, "test": partial(test_cell, points=2)}
        text = HEAD + "\n".join(kinds[kind](name, source) for kind, name, source in cells)
        (tiny / "solutions" / "tiny.md").write_text(text)

    return write


MATERIAL = Path(__file__).parent / "grading" / "material"
DATA = {
    "idioms": {"data/scores.csv": "id,score\n1,3.5\n2,\n3,4.0\n3,5.0\n4,1.0\n"},
    "shop": {"data/prices.json": '{"tea": 3, "cake": 5}'},
}
Notebook = dict[str, Any]


def run_nbgrader(course: Path, *arguments: str) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]


@dataclass
class ClassRoom:
    """A course directory and what a test does with it."""

    root: Path
    name: str
    solved: Notebook = field(repr=False)
    released: Notebook = field(repr=False)

    def submission(self, student: str) -> Path:
        folder = self.root / "submitted" / student / self.name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def hand_in(self, student: str, answers: dict[str, str] | None = None) -> Notebook:
        """Hand in the reference solution, with some answers replaced; return the notebook."""
        notebook = copy.deepcopy(self.solved)
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if answers and name in answers:
                cell["source"] = answers[name]
        self.write(student, notebook)
        return notebook

    def write(self, student: str, notebook: Notebook) -> None:
        path = self.submission(student) / f"{self.name}.ipynb"
        path.write_text(json.dumps(notebook))

    def grade(self, *arguments: str) -> int:
        return cli.main(["grade", self.name, "--class", str(self.root), *arguments])

    def gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.root}/gradebook.db")

    def scores(self, student: str) -> dict[str, float | None]:
        with self.gradebook() as gradebook:
            submission = gradebook.find_submission(self.name, student)
            return {g.name: g.auto_score for n in submission.notebooks for g in n.grades}

    def record(self, student: str) -> dict[str, Any]:
        with self.gradebook() as gradebook:
            from coursekit.gradebook.tables import GRADING

            query = GRADING.select().where(GRADING.c.student == student)
            row = gradebook.db.execute(query).mappings().one()
            return {**row, "detail": json.loads(row["detail"])}

    def page(self, student: str) -> str:
        return (self.root / "feedback" / student / self.name / f"{self.name}.html").read_text()

    def autograded(self, student: str) -> str:
        folder = self.root / "autograded" / student / self.name
        return (folder / f"{self.name}.ipynb").read_text()


@pytest.fixture(scope="session")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., ClassRoom]:
    """Return a maker of course directories with one of the sets of ``material``."""
    made: dict[str, Path] = {}

    def template(name: str) -> Path:
        if name not in made:
            root = tmp_path_factory.mktemp(f"template-{name}")
            source = root / "source" / name
            notebook = jupytext.read(MATERIAL / f"{name}.md")
            for number, cell in enumerate(notebook.cells):
                cell.id = f"cell-{number}"
            source.mkdir(parents=True)
            nbformat.write(notebook, source / f"{name}.ipynb")
            for path, text in DATA[name].items():
                (source / path).parent.mkdir(exist_ok=True)
                (source / path).write_text(text)
            (root / "nbgrader_config.py").write_text(
                'c = get_config()\nc.CourseDirectory.course_id = "test"\n'
            )
            run_nbgrader(root, "generate_assignment", name, "--force")
            made[name] = root
        return made[name]

    def make(name: str = "shop") -> ClassRoom:
        root = tmp_path_factory.mktemp(name)
        shutil.copytree(template(name), root, dirs_exist_ok=True)
        solved = json.loads((root / "source" / name / f"{name}.ipynb").read_text())
        released = json.loads((root / "release" / name / f"{name}.ipynb").read_text())
        for mine, theirs in zip(solved["cells"], released["cells"], strict=True):
            marks = mine["metadata"].get("nbgrader", {})
            if marks.get("grade") and not marks.get("solution"):
                mine["source"] = theirs["source"]  # students get tests without hidden parts
        return ClassRoom(root, name, solved, released)

    return make


@pytest.fixture(scope="session")
def nbgrader() -> Callable[..., None]:
    """Return a runner of stock nbgrader commands in a course directory."""
    return run_nbgrader


def _binary(name: str) -> str | None:
    places = [str(p.parent) for p in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))]
    return shutil.which(name, path=os.pathsep.join([*reversed(places), os.environ["PATH"]]))


@pytest.fixture
def postgresql() -> Iterator[str]:
    """Start a server on a socket of its own; it refuses to run as root.

    Its folder is no ``tmp_path``: those are closed to the other user, and too long for a socket.
    """
    initdb, pg_ctl = _binary("initdb"), _binary("pg_ctl")
    if initdb is None or pg_ctl is None:
        pytest.skip("PostgreSQL's initdb and pg_ctl are not installed")
    home = Path(tempfile.mkdtemp(prefix="postgres-"))
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        os.chown(home, 65534, 65534)
        user = {"user": 65534, "group": 65534, "extra_groups": []}
    data = home / "data"
    run = {"check": True, "capture_output": True, "cwd": home, **user}
    subprocess.run([initdb, "-D", data, "-U", "grader", "-A", "trust", "--no-sync"], **run)
    options = f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync=off"
    with (home / "log").open("wb") as log:
        start = [pg_ctl, "-D", data, "-o", options, "-w", "start"]
        subprocess.run(start, check=True, stdout=log, stderr=log, cwd=home, **user)
    try:
        yield f"postgresql+psycopg://grader@/postgres?host={home}"
    finally:
        subprocess.run([pg_ctl, "-D", data, "-m", "immediate", "stop"], **run)
        shutil.rmtree(home)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    log = tmp_path / "scheduler.log"
    with log.open("wb") as file:
        scheduler = subprocess.Popen(
            [*dask, "--port", "0", "--no-dashboard", "--host", "127.0.0.1"],
            stdout=file,
            stderr=file,
        )
    processes = [scheduler]
    try:
        address = _wait_for(lambda: re.search(r"tcp://127\.0\.0\.1:\d+", log.read_text()))
        for number in range(2):
            with (tmp_path / f"worker-{number}.log").open("wb") as file:
                processes.append(
                    subprocess.Popen(
                        [
                            sys.executable, "-m", "distributed.cli.dask_worker", address,
                            "--nthreads", "1", "--no-nanny", "--no-dashboard",
                            "--host", "127.0.0.1", "--local-directory", str(tmp_path),
                        ],
                        stdout=file,
                        stderr=file,
                    )
                )  # fmt: skip
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address, processes[1:]
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


def _wait_for(found: Callable[[], "re.Match[str] | None"]) -> str:
    for _ in range(300):
        match = found()
        if match:
            return match.group()
        time.sleep(0.1)
    pytest.fail("the scheduler did not start")
