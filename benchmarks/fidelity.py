"""Whether ``course grade`` comes to the points of stock nbgrader, on any folder of sources.

Run ``python benchmarks/fidelity.py DIR``: each folder below DIR that holds notebooks with nbgrader
cells is an assignment. Of each the release is made and five submissions: the reference solution,
the untouched release, every second answer, wrong answers, and untidy work (the reference among
cells of a student's own that fail, warn and print). Stock and ``course grade`` (both judges,
stock's rules of scoring) grade equal copies, and every graded cell that differs is printed.
``fidelity.txt`` sums up such runs.
"""

import argparse
import copy
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from measuring import Measured, measured
from nbgrader.api import Gradebook

BIN = Path(sys.executable).parent
CONFIG = """c = get_config()
c.Execute.timeout = 600
c.Execute.startup_timeout = 600
c.Execute.iopub_timeout = 600
"""
KINDS = ("reference", "untouched", "partial", "wrong", "untidy")
Scores = dict[tuple[str, str, str], float | None]


@dataclass
class Compared:
    """One assignment: how many cells are equal, which are not, and the CPU seconds of both."""

    equal: int = 0
    different: list[str] = field(default_factory=list)
    refused: str = ""
    flags: list[str] = field(default_factory=list)
    stock: float = 0.0
    ours: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", metavar="PATTERN", default="", help="assignments that match")
    parser.add_argument("--judges", default="both", choices=["in-place", "both"])
    arguments = parser.parse_args()
    found = [f for f in assignments(arguments.folder) if re.search(arguments.only, str(f))]
    total = Compared()
    for folder in found:
        with tempfile.TemporaryDirectory(prefix="fidelity-") as place:
            told = compare(folder, Path(place), arguments.judges)
        name = folder.relative_to(arguments.folder)
        show(f"{name}: {told.refused or f'{told.equal} equal, {len(told.different)} different'}, "
             f"CPU stock {told.stock:.2f} ours {told.ours:.2f} s a submission")  # fmt: skip
        for line in (*told.different, *told.flags):
            show(f"    {line}")
        total.equal += told.equal
        total.different += told.different
        total.stock += told.stock
        total.ours += told.ours
    show(f"{len(found)} assignments: {total.equal} cells equal, {len(total.different)} different")
    sys.exit(bool(total.different))


def assignments(folder: Path) -> Iterator[Path]:
    """Find the folders that hold notebooks with nbgrader cells."""
    for place in sorted({path.parent for path in folder.rglob("*.ipynb")}):
        if ".ipynb_checkpoints" not in place.parts and any(map(_is_asked, place.glob("*.ipynb"))):
            yield place


def _is_asked(path: Path) -> bool:
    try:
        cells = json.loads(path.read_text()).get("cells", [])
    except (ValueError, OSError):
        return False
    return any(_marks(cell).get("grade") for cell in cells)


def _marks(cell: dict[str, Any]) -> dict[str, Any]:
    return cell.get("metadata", {}).get("nbgrader", {}) or {}


def compare(folder: Path, place: Path, judges: str) -> Compared:
    """Grade five submissions with both and compare."""
    name = re.sub(r"[^\w.-]", "_", folder.name)
    stock = place / "stock"
    shutil.copytree(folder, stock / "source" / name, ignore=shutil.ignore_patterns(".ipynb_ch*"))
    (stock / "nbgrader_config.py").write_text(CONFIG)
    for path in (stock / "source" / name).glob("*.ipynb"):
        _give_points(path)
    nbgrader(stock, "update", f"source/{name}")  # what older versions of nbgrader have written
    made = nbgrader(stock, "generate_assignment", name, "--force")
    if made.code:
        return Compared(refused=f"stock makes no release: {_last(made.error)}")
    for kind in KINDS:
        hand_in(stock, name, kind)
    ours = place / "ours"
    shutil.copytree(stock, ours)
    command = [BIN / "course", "grade", name, "--class", ours, "--workers", "1", "--json"]
    options = ["--stock-scoring", "--judges", judges, "--cell-time", "120", "--test-time", "120"]
    mine = measured([*command, *options, "--total-time", "600"])
    if not mine.out:
        return Compared(refused=f"course grade: {mine.error.strip()[-500:]}")
    theirs = nbgrader(stock, "autograde", name)
    told = json.loads(mine.out)
    compared = Compared(stock=theirs.cpu / len(KINDS), ours=mine.cpu / len(KINDS))
    compared.flags = [
        f"{student}: {flag}"
        for student, entry in told["students"].items()
        for flag in entry["flags"]
        if student in {"reference", "untidy"}
    ]
    compared.flags += [f"not confirmed: {test}: {why}" for test, why in told["unconfirmed"].items()]
    before, after = scores(stock, name), scores(ours, name)
    for key in sorted(before | after):
        if key[0] not in {k[0] for k in before}:
            compared.different.append(f"{key}: stock stopped, ours {after.get(key)}")
        elif before.get(key) == after.get(key):
            compared.equal += 1
        else:
            compared.different.append(f"{key}: stock {before.get(key)}, ours {after.get(key)}")
    return compared


def _give_points(path: Path) -> None:
    """Give a point to each test of a notebook that has none: else nothing can differ."""
    notebook = nbformat.read(path, as_version=4)
    tests = [c for c in notebook.cells if _marks(c).get("grade") and not _marks(c).get("solution")]
    if tests and not any(_marks(c).get("points") for c in tests):
        for cell in tests:
            cell.metadata.nbgrader.points = 1
        nbformat.write(notebook, path)


def hand_in(course: Path, name: str, kind: str) -> None:
    """Write one submission, files beside the notebooks included."""
    target = course / "submitted" / kind / name
    shutil.copytree(course / "release" / name, target)
    for path in target.glob("*.ipynb"):
        released = nbformat.read(path, as_version=4)
        source = nbformat.read(course / "source" / name / path.name, as_version=4)
        nbformat.write(made(kind, released, source), path)


def made(kind: str, released: Any, source: Any) -> Any:
    """Return the notebook that a student of a kind hands in."""
    notebook = copy.deepcopy(released)
    if kind == "untouched":
        return notebook
    solved = {_marks(c).get("grade_id"): c.source for c in source.cells if _is_answer(c)}
    for number, cell in enumerate(c for c in notebook.cells if _is_answer(c)):
        text = solved.get(_marks(cell).get("grade_id"), cell.source)
        if kind == "wrong":
            text = re.sub(r"(?<![\w.])(\d+)(?![\w.])", lambda m: str(int(m[1]) + 1), text)
        if kind != "partial" or number % 2 == 0:
            cell.source = text
    if kind == "untidy":
        half = len(notebook.cells) // 2
        own = ("import warnings\nwarnings.warn('careful')", "1 / 0", "print('notes')\n%time 1")
        for place, text in zip((len(notebook.cells), half, 0), own, strict=True):
            cell = nbformat.v4.new_code_cell(text)
            if notebook.nbformat_minor < 5:
                del cell["id"]
            notebook.cells.insert(place, cell)
    return notebook


def _is_answer(cell: Any) -> bool:
    return bool(_marks(cell).get("solution")) and cell.cell_type == "code"


def nbgrader(course: Path, *arguments: str) -> Measured:
    return measured([sys.executable, "-m", "nbgrader", *arguments], course)


def scores(course: Path, name: str) -> Scores:
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return {
            (s.student.id, n.name, g.name): g.auto_score
            for s in gradebook.assignment_submissions(name)
            for n in s.notebooks
            for g in n.grades
        }


def _last(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if "ERROR" in line]
    return lines[0][-200:] if lines else ""


def show(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
