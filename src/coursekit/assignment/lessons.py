"""Lessons: what a hidden test tries, told to a student whose answer failed it.

A lesson is a comment line of a hidden test, which plain nbgrader ignores::

    ### BEGIN HIDDEN TESTS
    # lesson: tries a log in which the same play was delivered twice
    assert count(log) == 3, "A play is counted once."
    ### END HIDDEN TESTS

It holds from its line down to the next lesson or to the end of the hidden part. It gives away no
input and no value; ``course audit`` refuses one that holds a literal of its test.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

_LESSON = re.compile(r"#\s*lesson:\s*(?P<text>.*\S)\s*$")
_BEGIN, _END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Lesson:
    """One lesson: its ``text``, and the ``first`` and ``last`` line where it holds, from 1."""

    first: int
    last: int
    text: str


def lessons(source: str) -> list[Lesson]:
    """Find the lessons in the hidden parts of a test cell, from top to bottom.

    Parameters
    ----------
    source
        The cell, with its hidden tests. A cell that is not Python holds no lesson.
    """
    found: list[Lesson] = []
    marks = _comments(source)
    for first, last in hidden_parts(source):
        inside = [
            (number, match["text"])
            for number, comment in marks
            if first <= number <= last and (match := _LESSON.match(comment))
        ]
        ends = [number - 1 for number, _ in inside[1:]] + [last]
        found += [
            Lesson(number, end, text) for (number, text), end in zip(inside, ends, strict=False)
        ]
    return found


def lesson_at(source: str, line: int) -> str | None:
    """Return the lesson of the statement on a line of a test cell, or None.

    Parameters
    ----------
    source
        The cell, with its hidden tests.
    line
        A line, from 1, of a traceback's frame in the cell. A line inside a function that the
        cell defines has no lesson: ask for the line of its caller, the next outer frame.
    """
    if any(first <= line <= last for first, last in _functions(source)):
        return None
    return next((x.text for x in lessons(source) if x.first <= line <= x.last), None)


def hidden_parts(source: str) -> list[tuple[int, int]]:
    """Return the first and last line of each hidden part, its markers included."""
    parts: list[tuple[int, int]] = []
    begun: int | None = None
    lines = source.splitlines()
    for number, line in enumerate(lines, start=1):
        if _BEGIN in line and begun is None:
            begun = number
        elif _END in line and begun is not None:
            parts.append((begun, number))
            begun = None
    if begun is not None:
        parts.append((begun, len(lines)))
    return parts


def problems(source: str, statement: str) -> list[str]:
    """Say which lessons give a hidden test away, and which hidden assertions have none.

    Parameters
    ----------
    source
        A test cell.
    statement
        The question's text: what stands there is no secret.
    """
    found: list[str] = []
    literals = set(_literals(source))
    for lesson in lessons(source):
        numbers = {n.rstrip(".,") for n in _NUMBER.findall(lesson.text)}
        told = numbers & {x for x in literals if _NUMBER.fullmatch(x)}
        told |= {
            text
            for text in literals
            if len(text) > 1
            and not _NUMBER.fullmatch(text)
            and not _word(text, statement)
            and _word(text, lesson.text)
        }
        found += [f"the lesson {lesson.text!r} tells {text!r}" for text in sorted(told)]
    found += [
        f"the hidden assertion on line {line} has no lesson"
        for line in _assertions(source)
        if lesson_at(source, line) is None
    ]
    return found


def _comments(source: str) -> list[tuple[int, str]]:
    """Return line and text of each comment; none of a cell that is not Python."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return []
    return [(t.start[0], t.string) for t in tokens if t.type == tokenize.COMMENT]


def _functions(source: str) -> list[tuple[int, int]]:
    return [
        (node.lineno + 1, node.end_lineno or node.lineno)
        for node in _walk(source)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _hidden_nodes(source: str) -> Iterator[ast.AST]:
    parts = hidden_parts(source)
    for node in _walk(source):
        line = getattr(node, "lineno", 0)
        if any(first <= line <= last for first, last in parts):
            yield node


def _assertions(source: str) -> list[int]:
    """Return the lines of the hidden assertions, but not of those inside a function."""
    inner = _functions(source)
    lines = [node.lineno for node in _hidden_nodes(source) if isinstance(node, ast.Assert)]
    return [n for n in sorted(lines) if not any(first <= n <= last for first, last in inner)]


def _literals(source: str) -> Iterator[str]:
    """Return the numbers and texts of the hidden tests, without the words of their messages."""
    nodes = list(_hidden_nodes(source))
    messages = {
        id(part)
        for node in nodes
        if isinstance(node, ast.JoinedStr | ast.Assert)
        for whole in (node if isinstance(node, ast.JoinedStr) else node.msg,)
        if whole is not None
        for part in ast.walk(whole)
    }
    for node in nodes:
        if isinstance(node, ast.Constant) and id(node) not in messages:
            if isinstance(node.value, str):
                yield node.value.strip()
            elif isinstance(node.value, int | float) and not isinstance(node.value, bool):
                yield f"{node.value:g}"


def _walk(source: str) -> Iterator[ast.AST]:
    try:
        return ast.walk(ast.parse(source))
    except SyntaxError:
        return iter(())


def _word(text: str, within: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(text)}(?!\w)", within) is not None
