"""Text from outside, fit for a terminal or a message; what is said of many, said once."""

import re
from collections.abc import Mapping

PATTERN = 3
"""Students of whom the same is said from which on it is said once."""

NAMED = 5
"""How many of them are named then."""

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def shown(text: str, longest: int = 200) -> str:
    """Return text on one short line, without what could act on a terminal.

    A line break within it becomes a space.
    """
    safe = "".join(
        c if c.isprintable() else " " if c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text
    )
    return safe if len(safe) <= longest else f"{safe[: longest - 1]}…"


def uncoloured(text: str) -> str:
    """Return a message of Jupyter's without the codes that colour it on a terminal."""
    return _COLOURS.sub("", text)


def patterns(said: Mapping[str, str], total: int) -> list[str]:
    """Return lines on students: what is said of several once, with their number of `total`.

    The most frequent comes first; of its students the first are named.
    """
    alike: dict[str, list[str]] = {}
    for student, text in sorted(said.items()):
        alike.setdefault(text, []).append(student)
    lines = []
    for text, students in sorted(alike.items(), key=lambda pair: -len(pair[1])):
        if len(students) < PATTERN:
            lines += [f"{student}: {text}" for student in students]
            continue
        more = f" and {len(students) - NAMED} more" if len(students) > NAMED else ""
        names = f"{', '.join(students[:NAMED])}{more}"
        lines.append(f"{len(students)} of {total}: {text}: {names}")
    return lines
