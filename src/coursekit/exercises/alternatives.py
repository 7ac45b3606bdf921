"""Other answers written by people: right ones the grader must accept, wrong ones it must reject."""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CourseError

_HEADER = re.compile(r"# question: (?P<question>\S+)\n# why: (?P<why>.+(?:\n#.*)*)\n")


@dataclass(frozen=True)
class Alternative:
    """One file: ``name`` without suffix, the ``question`` it answers, ``why``, and the code."""

    name: str
    question: str
    why: str
    source: str

    @property
    def answer(self) -> str:
        """The code without the header, as a student would hand it in."""
        return _HEADER.sub("", self.source, count=1).strip()


def read_alternatives(folder: Path, known: Iterable[str]) -> list[Alternative]:
    """Read every alternative of a folder, sorted by name.

    Parameters
    ----------
    folder
        ``accepted/`` or ``rejected/``; a missing folder holds none.
    known
        Names of the set's autograded questions.

    Raises
    ------
    CourseError
        If a file's header is missing or disagrees with its name, or it is not Python.
    """
    return [_read(path, set(known)) for path in sorted(folder.glob("*.py"))]


def _read(path: Path, known: set[str]) -> Alternative:
    source = path.read_text(encoding="utf-8")
    header = _HEADER.match(source)
    if header is None:
        raise CourseError(f"{path}: must begin with '# question: <id>' and '# why: <reason>'")
    question = header["question"]
    if question not in known:
        raise CourseError(f"{path}: no question {question!r}; there are {', '.join(sorted(known))}")
    if not path.stem.startswith(f"{question}-"):
        raise CourseError(f"{path}: must be named {question}-<idea>.py")
    try:
        ast.parse(source)
    except SyntaxError as error:
        raise CourseError(f"{path}: not Python: {error}") from error
    why = " ".join(line.lstrip("# ") for line in header["why"].splitlines())
    return Alternative(path.stem, question, why, source)
