"""Mutants that behave as the solution does, listed by people with the reason."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from coursekit.errors import CourseError

_KEYS = ("question", "before", "after", "why")


@dataclass(frozen=True)
class Equivalent:
    """A mutant's ``question`` and changed lines (``before``, ``after``), and ``why`` it is no slip.

    ``after`` is ``pass`` where the slip is a dropped statement.
    """

    question: str
    before: str
    after: str
    why: str


def read_equivalents(path: Path) -> list[Equivalent]:
    """Read ``equivalent.yml``; a missing file lists none.

    Raises
    ------
    CourseError
        If it is not a list of entries with exactly the four keys, all text.
    """
    if not path.is_file():
        return []
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except yaml.YAMLError as error:
        raise CourseError(f"{path}: not YAML: {error}") from error
    for entry in entries:
        if (
            not isinstance(entry, dict)
            or set(entry) != set(_KEYS)
            or not all(isinstance(text, str) for text in entry.values())
        ):
            raise CourseError(f"{path}: each entry needs the texts {', '.join(_KEYS)}: {entry}")
    return [Equivalent(**{key: entry[key].strip() for key in _KEYS}) for entry in entries]
