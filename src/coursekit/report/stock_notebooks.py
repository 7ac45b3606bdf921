"""What nbgrader's own autograded notebooks tell: answers, failed tests and times.

Stock nbgrader keeps only scores in its gradebook. Its notebooks hold the rest, and students
wrote parts of them: nothing in them is followed, run or taken to have any shape.
"""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from coursekit.report.model import Entry, Failure, Key
from coursekit.text import uncoloured

_MOST = 20 << 20
_ARROW = re.compile(r"^-+>\s*\d+\s?(.*)$", re.MULTILINE)


def complete(entry: Entry, notebook: str, path: Path) -> None:
    """Add to `entry` what its autograded notebook at `path` tells, if it can be read."""
    for cell in _cells(path):
        metadata = cell.get("metadata")
        if not isinstance(metadata, dict) or cell.get("cell_type") != "code":
            continue
        marks = metadata.get("nbgrader")
        if not isinstance(marks, dict):
            continue
        key = Key(notebook, str(marks.get("grade_id")))
        source = _joined(cell.get("source"))
        if marks.get("solution") and source and key not in entry.blank:
            entry.answers[key] = source
        elif marks.get("grade"):
            failure = _failure(cell.get("outputs"))
            if failure is not None and entry.scores.get(key) == 0:
                entry.failures[key] = failure
        seconds = _seconds(metadata)
        if seconds is not None:
            entry.seconds[key] = seconds
    if entry.seconds:
        entry.total_seconds = sum(entry.seconds.values())


def _cells(path: Path) -> list[dict[str, Any]]:
    try:
        with path.open("rb") as file:
            document = json.loads(file.read(_MOST))
    except (OSError, ValueError, RecursionError):
        return []
    cells = document.get("cells") if isinstance(document, dict) else None
    return [c for c in cells if isinstance(c, dict)] if isinstance(cells, list) else []


def _joined(text: Any) -> str:
    lines = text if isinstance(text, list) else [text]
    return "".join(line for line in lines if isinstance(line, str))


def _failure(outputs: Any) -> Failure | None:
    for output in outputs if isinstance(outputs, list) else []:
        if isinstance(output, dict) and output.get("output_type") == "error":
            lines = output.get("traceback")
            trace = uncoloured("\n".join(map(str, lines if isinstance(lines, list) else [])))
            arrow = _ARROW.search(trace)  # the first is the test cell's own
            message = f"{output.get('ename')}: {output.get('evalue')}"
            return Failure("failed", arrow[1].strip()[:300] if arrow else "", message)
    return None


def _seconds(metadata: dict[str, Any]) -> float | None:
    stamps = metadata.get("execution")
    if not isinstance(stamps, dict):
        return None
    try:
        began = datetime.fromisoformat(stamps["iopub.execute_input"])
        ended = datetime.fromisoformat(stamps["shell.execute_reply"])
        return max(0.0, (ended - began).total_seconds())
    except (KeyError, TypeError, ValueError):
        return None
