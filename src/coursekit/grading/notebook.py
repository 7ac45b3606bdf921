"""The autograded notebook, as stock nbgrader lays it out, without its hidden tests.

Formgrader shows it and ``nbgrader generate_feedback`` turns it into a page; since stock
feedback prints every test it finds, the hidden ones must not be in it.
"""

import functools
import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import bleach

from coursekit.grading.outcome import TestResult
from coursekit.grading.paper import Cell, Paper

if TYPE_CHECKING:
    from coursekit.grading.grader import Ran

Output = dict[str, Any]
_MIME = ("text/plain", "text/html", "text/latex", "text/markdown", "image/png", "image/jpeg")
_STREAMS = ("stdout", "stderr")
_TEXT = 200_000
_PICTURE = 4 << 20
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f]")


def write(paper: Paper, ran: Sequence["Ran"]) -> str:
    """Return the notebook as JSON text."""
    cells = [_cell(number, item) for number, item in enumerate(ran)]
    document = {"cells": cells, "metadata": paper.metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(document, indent=1, ensure_ascii=False)


def _cell(number: int, ran: "Ran") -> dict[str, Any]:
    step = ran.step
    made: dict[str, Any] = {
        "id": f"cell-{number}",
        "cell_type": step.cell_type,
        "metadata": _metadata(step.cell),
        "source": step.text,
    }
    if step.cell_type == "markdown" and step.attachments:
        made["attachments"] = step.attachments
    if step.cell_type == "code":
        screen = ran.screen or {}
        count = screen.get("count")
        made["execution_count"] = count if type(count) is int else None
        made["outputs"] = list(_outputs(screen)) if ran.test is None else list(_verdict(ran.test))
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


_NAMES = {"hidden": "HiddenTestFailed", "slow": "TimeLimit", "lost": "NotRun"}


def _outputs(screen: dict[str, Any]) -> Iterator[Output]:
    """Return what a student's cell displayed, rebuilt from the types nbformat knows."""
    if "died" in screen:
        text = f"This cell was lost: {screen['died']}."
        yield {"output_type": "error", "ename": "CellLost", "evalue": text, "traceback": [text]}
        return
    outputs = screen.get("outputs")
    for output in (outputs if isinstance(outputs, list) else [])[:500]:
        if isinstance(output, dict):
            made = _output(output)
            if made is not None:
                yield made
    if screen.get("cut") is True:
        text = "... the rest of the output was cut.\n"
        yield {"output_type": "stream", "name": "stderr", "text": text}


def _output(output: dict[str, Any]) -> Output | None:
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
            made: Output = {"output_type": kind, "data": _data(output.get("data")), "metadata": {}}
            if kind == "execute_result":
                count = output.get("execution_count")
                made["execution_count"] = count if type(count) is int else None
            return made
    return None


def _data(data: Any) -> dict[str, str]:
    """Keep the pictures and texts; HTML loses everything that could act in a grader's browser."""
    made: dict[str, str] = {}
    for mime in _MIME:
        value = data.get(mime) if isinstance(data, dict) else None
        if not isinstance(value, str) or len(value) > _PICTURE:
            continue
        if mime.startswith("image/"):
            made[mime] = re.sub(r"[^A-Za-z0-9+/=]", "", value)
        elif mime in ("text/html", "text/markdown"):
            made[mime] = harmless(_clean(value, _TEXT))
        else:
            made[mime] = _clean(value, _TEXT)
    return made


_TAGS = frozenset(bleach.ALLOWED_TAGS) | frozenset((
    "p", "br", "hr", "div", "span", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead",
    "tbody", "tfoot", "tr", "th", "td", "caption", "sub", "sup", "dl", "dt", "dd", "details",
    "summary", "small", "s", "u",
))  # fmt: skip
_ATTRIBUTES = {"*": ["class", "colspan", "rowspan", "border", "align"], "a": ["href", "title"]}
_SILENT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


@functools.lru_cache(maxsize=512)
def harmless(html: str) -> str:
    """Return markup without anything that could act in the browser of who looks at it."""
    return str(bleach.clean(_SILENT.sub("", html), tags=_TAGS, attributes=_ATTRIBUTES, strip=True))


def _clean(text: Any, limit: int) -> str:
    if not isinstance(text, str):
        return ""
    return _CONTROL.sub("", text[:limit].encode("utf-8", "replace").decode())
