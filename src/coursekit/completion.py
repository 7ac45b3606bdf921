"""``course completion``: what a shell needs to complete commands, options, files and sets."""

import argparse
import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from coursekit.errors import CourseError

_SETS = {"bash": "_course_sets", "zsh": "_course_sets"}
_PREAMBLE = {
    "bash": '_course_sets() { compgen -W "$(ls source exercises 2>/dev/null)" -- "$1"; }',
    "zsh": "_course_sets() { compadd -- {source,exercises}/*(N:t) }",
}
"""Sets are the folders below ``source/`` in a class, below ``exercises/`` in this repository."""


def add(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]",
    whole: Callable[[], argparse.ArgumentParser],
) -> None:
    """Describe the command line of ``course completion``.

    Parameters
    ----------
    whole
        Returns the parser of all commands.
    """
    parser = subparsers.add_parser(
        "completion",
        help="print what lets a shell complete this command with Tab",
        description="Print a script that lets bash or zsh complete commands, options, files and "
        "sets. It needs shtab: pip install shtab",
    )
    parser.add_argument("shell", choices=sorted(_PREAMBLE))
    parser.set_defaults(run=lambda arguments: _print(arguments.shell, whole()))


def _print(shell: str, parser: argparse.ArgumentParser) -> int:
    try:
        shtab = importlib.import_module("shtab")
    except ModuleNotFoundError as error:
        raise CourseError("completion is written by shtab: pip install shtab") from error
    for action in _actions(parser):
        if action.dest in {"set", "sets"}:
            action.complete = _SETS  # type: ignore[attr-defined]  # shtab's own way
        elif action.type is Path:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    sys.stdout.write(shtab.complete(parser, shell, preamble=_PREAMBLE))
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)
        else:
            yield action
