"""Run variants of a notebook, each in a process forked where the variant begins.

The cells before a variant's first changed cell are executed once, with the reference answers,
and every variant forks from there: imports and data are paid for once, and no variant can touch
another. Cells are executed as plain Python in notebook order and go on after an error, as in
nbgrader; a test cell's outputs are scored by nbgrader's own function.
"""

import ast
import contextlib
import importlib
import io
import math
import multiprocessing
import os
import resource
import signal
import sys
import time
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Any

from nbformat import NotebookNode, v4
from nbgrader import utils

MEMORY = 4 << 30  # bytes of address space a variant may use
PATIENCE = 20  # wall-clock seconds for each CPU second allowed: a busy machine is no wrong answer
_FORK = multiprocessing.get_context("fork")


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
        Limit of CPU time; the wall-clock limit is ``PATIENCE`` times that.
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
    seconds
        Index of a cell -> CPU seconds.
    died
        Why the process ended before its time, or empty.
    """

    scores: dict[int, float] = field(default_factory=dict)
    errors: dict[int, tuple[str, str]] = field(default_factory=dict)
    seconds: dict[int, float] = field(default_factory=dict)
    died: str = ""


def run_all(
    cells: Sequence[NotebookNode], variants: Sequence[Variant], workers: int = 2
) -> Iterator[tuple[int, Outcome]]:
    """Run all variants, yielding ``(index of the variant, outcome)`` as each one ends.

    Parameters
    ----------
    cells
        The notebook's code cells, with the reference answers.
    variants
        What to run.
    workers
        How many processes run variants at the same time.
    """
    trunks: dict[Connection, ForkProcess] = {}
    ordered = sorted(range(len(variants)), key=lambda i: variants[i].start)
    for share in (ordered[worker::workers] for worker in range(workers)):
        if share:
            receiver, sender = _FORK.Pipe(duplex=False)
            trunk = _FORK.Process(target=_trunk, args=(cells, variants, share, sender))
            trunk.start()
            sender.close()
            trunks[receiver] = trunk
    try:
        while trunks:
            ended = wait(list(trunks))
            for receiver in [r for r in trunks if r in ended]:
                try:
                    yield receiver.recv()
                except EOFError:
                    trunks.pop(receiver).join()
    finally:
        for trunk in trunks.values():
            trunk.kill()


def _trunk(
    cells: Sequence[NotebookNode],
    variants: Sequence[Variant],
    share: Sequence[int],
    sender: Connection,
) -> None:
    """Run the reference answers once, forking each variant where it begins."""
    namespace = _fresh_namespace()
    sources = {cell.source for cell in cells}.union(
        *(variant.replaced.values() for variant in variants)
    )
    _preload(sources)
    done = 0
    for index in share:
        variant = variants[index]
        for cell in cells[done : variant.start]:
            _execute(cell.source, namespace)
        done = variant.start
        sender.send((index, _in_child(cells, variant, namespace)))


def _preload(sources: Iterable[str]) -> None:
    """Import every module that some cell will import, so that no fork pays for it again."""
    for node in (node for source in sources for node in ast.walk(ast.parse(source))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        for name in names:
            with contextlib.suppress(ImportError):  # the cell itself will report it
                importlib.import_module(name)


def _quieten() -> None:
    for descriptor in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def _fresh_namespace() -> dict[str, Any]:
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    return main.__dict__


def _in_child(
    cells: Sequence[NotebookNode], variant: Variant, namespace: dict[str, Any]
) -> Outcome:
    receiver, sender = _FORK.Pipe(duplex=False)
    child = _FORK.Process(target=_run_variant, args=(cells, variant, namespace, sender))
    child.start()
    sender.close()
    deadline = time.monotonic() + PATIENCE * variant.cpu_seconds
    outcome = Outcome()
    try:
        while receiver.poll(max(0.0, deadline - time.monotonic())):
            outcome = receiver.recv()
    except EOFError:
        child.join()
        if child.exitcode:
            outcome.died = _cause(child.exitcode)
    else:
        outcome.died = "time limit"
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid or 0, signal.SIGKILL)
        child.join()
    return outcome


def _cause(exitcode: int) -> str:
    if -exitcode in (signal.SIGXCPU, signal.SIGKILL):
        return "time limit"
    return signal.Signals(-exitcode).name if exitcode < 0 else f"exit code {exitcode}"


def _run_variant(
    cells: Sequence[NotebookNode],
    variant: Variant,
    namespace: dict[str, Any],
    sender: Connection,
) -> None:
    os.setpgrp()
    _quieten()
    resource.setrlimit(resource.RLIMIT_CPU, (variant.cpu_seconds, variant.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    outcome = Outcome()
    for index in range(variant.start, variant.stop):
        cell = cells[index]
        began = time.process_time()
        outputs = _execute(variant.replaced.get(index, cell.source), namespace)
        outcome.seconds[index] = time.process_time() - began
        for output in outputs:
            if output.output_type == "error":
                outcome.errors[index] = (output.ename, output.evalue)
            elif output.output_type == "stream":
                outcome.errors[index] = ("stderr", output.text)
        if utils.is_grade(cell):
            score, _ = utils.determine_grade(v4.new_code_cell(**_graded(cell, outputs)))
            outcome.scores[index] = float(score)
        sender.send(outcome)
        if variant.until_failure and outcome.scores.get(index, math.inf) < points_of(cell):
            break
    sender.close()
    os._exit(0)  # without the exit handlers of what the cells imported


def points_of(cell: NotebookNode) -> float:
    """Points that a test cell gives, 0 for any other cell."""
    return float(cell.metadata.get("nbgrader", {}).get("points", 0))


def _graded(cell: NotebookNode, outputs: list[NotebookNode]) -> dict[str, Any]:
    return {"source": cell.source, "metadata": cell.metadata, "outputs": outputs}


def _execute(source: str, namespace: dict[str, Any]) -> list[NotebookNode]:
    """Execute a cell as a notebook would, and return the outputs that decide its score."""
    outputs: list[NotebookNode] = []
    stderr = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(stderr):
        try:
            body = ast.parse(source).body
            last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
            exec(compile(ast.Module(body, []), "<cell>", "exec"), namespace)  # noqa: S102 - the point
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace)  # noqa: S307
                if value is not None and not source.rstrip().endswith(";"):
                    data = {"text/plain": repr(value)}
                    outputs.append(v4.new_output("execute_result", data))
        except BaseException as error:  # a notebook goes on after SystemExit, too
            outputs.append(
                v4.new_output("error", ename=type(error).__name__, evalue=str(error), traceback=[])
            )
    if stderr.getvalue():
        outputs.insert(0, v4.new_output("stream", name="stderr", text=stderr.getvalue()))
    return outputs


def cpu_limit(seconds: float) -> int:
    """Limit for a variant of cells that take the reference answer so many CPU seconds."""
    return math.ceil(2 + 10 * seconds)
