"""The sentences of a statement, each with the test that fails whoever breaks only that one.

``solutions/<set>/sentences.yml`` lists, by question::

    density:
      - sentence: The same pair may occur many times.
        test: test-density
        rejected: density-counts-events
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from nbformat import NotebookNode

from coursekit.errors import CourseError

_KEYS = {"sentence", "test", "rejected"}


@dataclass(frozen=True)
class Sentence:
    """A `text` of the statement of a `question`, its `test`, and who breaks it: `rejected`."""

    question: str
    text: str
    test: str
    rejected: str


def read_sentences(path: Path) -> list[Sentence]:
    """Read ``sentences.yml``; a missing file lists none.

    Raises
    ------
    CourseError
        If it does not have the form shown at the top of this module.
    """
    if not path.is_file():
        return []
    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        raise CourseError(f"{path}: not YAML: {error}") from error
    found = []
    for question, entries in listed.items():
        for entry in entries:
            if not isinstance(entry, dict) or set(entry) != _KEYS:
                raise CourseError(f"{path}: {question}: each entry needs {sorted(_KEYS)}: {entry}")
            found.append(Sentence(question, entry["sentence"], entry["test"], entry["rejected"]))
    return found


def statements(notebook: NotebookNode) -> dict[str, str]:
    """Return the text of each question's statement, ``about-<question>``, in one line."""
    return {
        cell.metadata["nbgrader"]["grade_id"].removeprefix("about-"): _one_line(cell.source)
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id", "").startswith("about-")
    }


def sentence_problems(
    sentences: Iterable[Sentence], stated: Mapping[str, str], lost: Mapping[str, set[str]]
) -> list[str]:
    """Return what the table claims and the audit did not find, one line each.

    Parameters
    ----------
    sentences
        The table.
    stated
        Statement by question.
    lost
        Name of a rejected answer -> ids of the test cells in which it loses points.
    """
    found = []
    for s in sentences:
        where = f"sentences.yml: {s.question}: {s.text!r}"
        if _one_line(s.text) not in stated.get(s.question, ""):
            found.append(f"{where} does not stand in the statement")
        if not s.rejected.startswith(f"{s.question}-") or s.rejected not in lost:
            found.append(f"{where} names {s.rejected}, which rejected/ does not hold")
        elif s.test not in lost[s.rejected]:
            found.append(f"{where} names {s.test}, in which {s.rejected} loses no point")
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split())
