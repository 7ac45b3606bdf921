"""Runs variants of a notebook in the grader's own sandbox, each from the state where it begins.

The cells before a variant's first changed cell run once, with the reference answers; every
variant is a fork from there: imports and data are paid for once, and no variant can touch
another. What runs the cells and what scores them is the judge in place (`engine.notebook_run`).
"""

import math
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils

from coursekit.assignment import names
from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import Cell
from coursekit.errors import CourseError
from coursekit.grading.engine.backends import Backend, available
from coursekit.grading.engine.launch import Zygote
from coursekit.grading.engine.notebook_run import CellTask, Loss, Result, Run
from coursekit.grading.engine.scoring import score
from coursekit.grading.engine.sessions import Warmed

MEMORY = 4 << 30  # bytes that a variant may use
WORKERS = 2  # variants that run at the same time
_ENDED = object()


@dataclass(frozen=True)
class Variant:
    """One run: cells ``start`` to ``stop``, some with another source.

    Attributes
    ----------
    name
        For the report.
    start, stop
        Range of cells to run; those before ``start`` have run with the reference answers.
    replaced
        Cell index -> source.
    cpu_seconds
        Limit of CPU time.
    until_failure
        Whether to stop at the first test cell that loses points.
    """

    name: str
    start: int
    stop: int
    replaced: Mapping[int, str] = field(default_factory=dict)
    cpu_seconds: int = 120
    until_failure: bool = False


@dataclass
class Outcome:
    """What a run did.

    Attributes
    ----------
    scores
        Index of a test cell -> points; a cell that was not reached is missing.
    errors
        Index of a cell -> ``(type, message)`` of the exception, or ``("stderr", text)``.
    lines
        Index of a cell -> its line at which an exception left it; missing where not known.
    seconds
        Index of a cell -> CPU seconds.
    died
        Why a cell was stopped or ended its process, or empty.
    """

    scores: dict[int, float] = field(default_factory=dict)
    errors: dict[int, tuple[str, str]] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    seconds: dict[int, float] = field(default_factory=dict)
    died: str = ""


def run_all(
    cells: Sequence[NotebookNode], variants: Sequence[Variant]
) -> Iterator[tuple[int, Outcome]]:
    """Run all variants, yielding ``(index of the variant, outcome)`` as each one ends.

    Parameters
    ----------
    cells
        The notebook's code cells, with the reference answers.
    variants
        What to run.

    Raises
    ------
    CourseError
        If the sandbox does not start.
    """
    limits = Limits(memory=MEMORY, cpu=3600, deaths=1)
    modules = {m for source in _sources(cells, variants) for m in names.modules(source)}
    backend = usable_backend()
    ordered = sorted(range(len(variants)), key=lambda n: variants[n].start)
    shares = [share for n in range(WORKERS) if (share := ordered[n::WORKERS])]
    done: SimpleQueue[Any] = SimpleQueue()
    zygotes = [Zygote("in-place", backend, limits, sorted(modules)) for _ in shares]
    trunks = [
        threading.Thread(
            target=_trunk, args=(zygote, backend, cells, variants, share, limits, done)
        )
        for zygote, share in zip(zygotes, shares, strict=True)
    ]
    try:
        for trunk in trunks:
            trunk.start()
        left = len(trunks)
        while left:
            told = done.get()
            if isinstance(told, Exception):
                said = "; ".join(filter(None, (zygote.complaint() for zygote in zygotes)))
                raise CourseError(f"the audit's sandbox failed: {said or told}") from told
            left -= told is _ENDED
            if told is not _ENDED:
                yield told
    finally:
        for zygote in zygotes:
            zygote.close()


def usable_backend() -> Backend:
    """Return the best sandbox here: what runs is the instructor's own, so none is required."""
    backends: tuple[Backend, ...] = ("bubblewrap", "landlock")
    return next((backend for backend in backends if available(backend) is None), "unsafe")


def _sources(cells: Sequence[NotebookNode], variants: Sequence[Variant]) -> Iterator[str]:
    yield from (cell.source for cell in cells)
    for variant in variants:
        yield from variant.replaced.values()


def _trunk(
    zygote: Zygote,
    backend: Backend,
    cells: Sequence[NotebookNode],
    variants: Sequence[Variant],
    share: Sequence[int],
    limits: Limits,
    done: "SimpleQueue[Any]",
) -> None:
    """Run the reference answers once, forking each variant where it begins."""
    try:
        zygote.await_ready()
        places: list[Warmed] = [zygote]  # one that is let go of ends those made from it
        at = 0
        for index in share:
            variant = variants[index]
            if at < variant.start:
                before = [cell.source for cell in cells[at : variant.start]]
                places.append(places[-1].prime({"cells": before}))
                at = variant.start
            done.put((index, _outcome(places[-1], backend, cells, variant, limits)))
    except Exception as error:
        done.put(error)
    else:
        done.put(_ENDED)


def _outcome(
    place: Warmed, backend: Backend, cells: Sequence[NotebookNode], variant: Variant, limits: Limits
) -> Outcome:
    outcome = Outcome()
    numbers = range(variant.start, variant.stop)
    tasks = [
        CellTask(variant.replaced.get(n, cells[n].source), variant.cpu_seconds, brief=True)
        for n in numbers
    ]

    def ends(place: int, result: Result) -> bool:
        index = numbers[place]
        _take(outcome, index, cells[index], result, limits)
        return variant.until_failure and outcome.scores.get(index, math.inf) < points_of(
            cells[index]
        )

    Run(place, limits, backend != "bubblewrap", {}).cells(tasks, ends=ends)
    return outcome


def _take(outcome: Outcome, index: int, cell: NotebookNode, result: Result, limits: Limits) -> None:
    outcome.seconds[index] = result.cpu
    if result.line:
        outcome.lines[index] = result.line
    if result.loss is not None:
        over = result.loss in {Loss.CPU_LIMIT, Loss.WALL_LIMIT, Loss.CLOCK}
        outcome.died = "time limit" if over else result.loss.words(limits)
        outcome.errors[index] = ("", outcome.died)
    for output in result.outputs if result.loss is None else ():
        if output["output_type"] == "error":
            outcome.errors[index] = (output["ename"], output["evalue"])
        elif output.get("name") == "stderr":
            outcome.errors.setdefault(index, ("stderr", output["text"]))
    if utils.is_grade(cell):
        found = score(_test(cell), result.outputs, stock=False)
        outcome.scores[index] = 0.0 if result.loss is not None else found.points


def _test(cell: NotebookNode) -> Cell:
    text = cell.source
    marks = cell.metadata["nbgrader"]
    metadata = {"nbgrader": dict(marks)}
    name, points = marks["grade_id"], points_of(cell)
    return Cell(name, "test", "code", text, text, text, points, metadata=metadata)


def points_of(cell: NotebookNode) -> float:
    """Points that a test cell gives, 0 for any other cell."""
    return float(cell.metadata.get("nbgrader", {}).get("points", 0))


def cpu_limit(seconds: float) -> int:
    """Limit for a variant of cells that take the reference answer so many CPU seconds."""
    return math.ceil(2 + 10 * seconds)
