"""Where tests fail: the assertion that stops most students, with an example."""

import re
from collections import defaultdict
from dataclasses import dataclass

from coursekit.report.model import ClassBook, Entry, Failure, Key

_VARIES = re.compile(r"'[^']*'|\"[^\"]*\"|\d+(\.\d+)?")
_SPOKEN = {
    "failed": "failed",
    "hidden": "failed, in the hidden part",
    "slow": "ran into the time limit",
    "lost": "not run: the student's process was gone",
}


@dataclass(frozen=True)
class Stumble:
    """What most of a test's failures have in common.

    `students` (`entries`) of the `tried` failed the test, `count` of them at this place; `others`
    is the number of other places. `example` is the commonest message, `entry` a student who got it.
    """

    test: str
    students: int
    entries: tuple[Entry, ...]
    tried: int
    count: int
    others: int
    how: str
    line: str
    example: str
    entry: Entry


def stumbles(book: ClassBook) -> list[Stumble]:
    """Return the commonest failure of each test, the test that most fail first.

    Who left the question blank is not counted.
    """
    found = []
    for question in book.questions:
        tried = [e for e in book.scored if not e.left_blank(question)]
        found += [_commonest(book, part.key, tried) for part in question.parts]
    told = [stumble for stumble in found if stumble is not None]
    return sorted(told, key=lambda stumble: -stumble.students)


def _commonest(book: ClassBook, key: Key, tried: list[Entry]) -> Stumble | None:
    places: dict[str, list[Entry]] = defaultdict(list)
    for entry in tried:
        if key in entry.failures:
            places[_place(entry.failures[key])].append(entry)
    if not places:
        return None
    most = max(places.values(), key=len)
    messages: dict[str, list[Entry]] = defaultdict(list)
    for entry in most:
        messages[entry.failures[key].message].append(entry)
    example = max(messages.values(), key=len)[0]
    failure = example.failures[key]
    return Stumble(
        test=book.label(key),
        students=sum(map(len, places.values())),
        entries=tuple(entry for place in places.values() for entry in place),
        tried=len(tried),
        count=len(most),
        others=len(places) - 1,
        how=_SPOKEN.get(failure.verdict, failure.verdict),
        line=failure.line,
        example=failure.message.removesuffix(": "),
        entry=example,
    )


def _place(failure: Failure) -> str:
    """Return what makes two failures the same: the line, else the message without its values."""
    if failure.verdict in {"slow", "lost"}:
        return failure.verdict
    if failure.line and not failure.line.endswith("("):  # where a long call begins says little
        return failure.line
    return f"{failure.line}{_VARIES.sub('…', failure.message)}"
