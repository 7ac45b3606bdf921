"""The autograded notebook, as stock nbgrader lays it out, without its hidden tests.

Formgrader shows it and ``nbgrader generate_feedback`` turns it into a page; since stock
feedback prints every test it finds, the hidden ones must not be in it.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from coursekit.assignment.notebook import AssignmentNotebook, Cell
from coursekit.feedback import sanitise
from coursekit.submission.alignment import Step
from coursekit.submission.results import Ran, TestResult

Output = dict[str, Any]
_MIME = ("text/plain", "text/html", "text/latex", "text/markdown", "image/png", "image/jpeg")
_STREAMS = ("stdout", "stderr")
_TEXT = 200_000
_PICTURE = 4 << 20
_ROOM = 16 << 20
_CODE = 400_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f]")


class Display:
    """What one notebook shows: nothing that acts, and no more than a page can hold."""

    def __init__(self) -> None:
        self._reader = sanitise.Reader()
        self._room, self._code = _ROOM, _CODE
        self.cut = False

    def keep(self, screen: dict[str, Any]) -> dict[str, Any]:
        """Return of what a cell displayed (as the student's process tells it) what is shown."""
        count = screen.get("count")
        kept: dict[str, Any] = {"count": count if type(count) is int else None}
        if "died" in screen:
            return kept | {"died": screen["died"], "outputs": [_lost(screen["died"])]}
        outputs = list(_outputs(screen, self._reader))
        self._room -= sum(len(text) for output in outputs for text in _texts(output))
        if self._room < 0:
            self.cut, outputs = True, [_CUT]
        return kept | {"outputs": outputs}

    def source(self, step: Step) -> str:
        """Return the text of a cell as it is shown."""
        if step.trusted:
            return step.text
        if step.cell_type != "code":
            shown = self._reader.markdown(step.text, step.attachments)
            self.cut |= shown.startswith("~~~text") and not step.text.startswith("~~~text")
            return shown
        self._code -= len(step.text)
        longest = sanitise.LONGEST if self._code > 0 else 2_000
        if len(step.text) <= longest:
            return step.text
        self.cut = True
        return f"{step.text[:longest]}\n# ... the rest is cut."


def write(notebook: AssignmentNotebook, ran: Sequence[Ran], display: Display) -> str:
    """Return the notebook as JSON text."""
    cells = [_cell(number, item, display) for number, item in enumerate(ran)]
    document = {"cells": cells, "metadata": notebook.metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(document, indent=1, ensure_ascii=False)


def _cell(number: int, ran: Ran, display: Display) -> dict[str, Any]:
    step = ran.step
    made: dict[str, Any] = {
        "id": f"cell-{number}",
        "cell_type": step.cell_type,
        "metadata": _metadata(step.cell),
        "source": display.source(step),
    }
    if step.cell_type == "markdown" and step.attachments:
        made["attachments"] = step.attachments
    if step.cell_type == "code":
        screen = ran.screen or {}
        made["execution_count"] = screen.get("count")
        made["outputs"] = screen.get("outputs", []) if ran.test is None else [*_verdict(ran.test)]
    return made


def _metadata(cell: Cell | None) -> dict[str, Any]:
    if cell is None or cell.grade_id is None:
        return {}
    metadata = json.loads(json.dumps(cell.metadata))
    marks = metadata["nbgrader"]
    marks["checksum"], marks["cell_type"] = cell.checksum, cell.cell_type
    if cell.points is not None:
        marks["points"] = cell.points
    return dict(metadata)


def _verdict(test: TestResult) -> Iterator[Output]:
    """Return what a test cell shows: nothing of its hidden part."""
    if test.printed:
        yield {"output_type": "stream", "name": "stdout", "text": _clean(test.printed, 20_000)}
    if test.waits:
        yield {"output_type": "stream", "name": "stdout", "text": _WAITS}
    if test.verdict == "passed":
        return
    if test.verdict == "partial":
        data = {"text/plain": f"{test.score:g}"}
        yield {
            "output_type": "execute_result",
            "data": data,
            "metadata": {},
            "execution_count": None,
        }
        return
    shown = _clean(test.shown, 2_000)
    if test.verdict == "failed":
        lines = [f"----> {test.line}"] if test.line else []
        name = _clean(test.kind, 80) or "Error"
        text = f"{name}: {shown}" if shown else name
    else:
        lines, name, text = [], _NAMES.get(test.verdict, "NotPassed"), shown
    yield {"output_type": "error", "ename": name, "evalue": shown, "traceback": [*lines, text]}


_WAITS = (
    "The points of this test wait for a person: a second way of grading does not confirm them.\n"
)
_NAMES = {"hidden": "HiddenTestFailed", "slow": "TimeLimit", "lost": "NotRun"}


_CUT: Output = {
    "output_type": "stream", "name": "stderr", "text": "... the rest of the output was cut.\n",
}  # fmt: skip


def _lost(why: str) -> Output:
    text = f"This cell was lost: {why}."
    return {"output_type": "error", "ename": "CellLost", "evalue": text, "traceback": [text]}


def _texts(output: Output) -> Iterator[str]:
    yield from output.get("data", {}).values()
    yield from output.get("traceback", ())
    yield output.get("text", "")


def _outputs(screen: dict[str, Any], reader: sanitise.Reader) -> Iterator[Output]:
    """Return what a student's cell displayed, rebuilt from the types nbformat knows."""
    outputs = screen.get("outputs")
    for output in (outputs if isinstance(outputs, list) else [])[:500]:
        if isinstance(output, dict):
            made = _output(output, reader)
            if made is not None:
                yield made
    if screen.get("cut") is True:
        yield _CUT


def _output(output: dict[str, Any], reader: sanitise.Reader) -> Output | None:
    match output.get("output_type"):
        case "stream" if output.get("name") in _STREAMS:
            text = _clean(output.get("text"), _TEXT)
            return {"output_type": "stream", "name": output["name"], "text": text}
        case "error":
            lines = output.get("traceback")
            return {
                "output_type": "error",
                "ename": _clean(output.get("ename"), 200),
                "evalue": _clean(output.get("evalue"), 4_000),
                "traceback": [
                    _clean(x, 4_000) for x in (lines if isinstance(lines, list) else [])[:100]
                ],
            }
        case "display_data" | "execute_result" as kind:
            made: Output = {
                "output_type": kind,
                "data": _data(output.get("data"), reader),
                "metadata": {},
            }
            if kind == "execute_result":
                count = output.get("execution_count")
                made["execution_count"] = count if type(count) is int else None
            return made
    return None


def _data(data: Any, reader: sanitise.Reader) -> dict[str, str]:
    """Keep the pictures and texts, the latter without anything that acts."""
    made: dict[str, str] = {}
    for mime in _MIME:
        value = data.get(mime) if isinstance(data, dict) else None
        if not isinstance(value, str) or len(value) > _PICTURE:
            continue
        calm: str | None = _clean(value, _TEXT)
        if mime.startswith("image/"):
            calm = re.sub(r"[^A-Za-z0-9+/=]", "", value)
        elif mime == "text/html":
            calm = reader.markup(calm or "")
        elif mime in ("text/markdown", "text/latex"):
            calm = reader.markdown(calm or "")
            if mime == "text/latex" and calm.startswith("~~~"):
                calm = None
        if calm is not None:
            made[mime] = calm
    return made


def _clean(text: Any, limit: int) -> str:
    if not isinstance(text, str):
        return ""
    return _CONTROL.sub("", text[:limit].encode("utf-8", "replace").decode())
