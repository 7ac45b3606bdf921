"""Folders that students and their code fill: counted and emptied whatever their shape.

Nothing is followed, and no depth of nesting is too much.
"""

import contextlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

DEEPEST = 50
"""Nesting from which a folder counts as endless."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def write(name: str, data: bytes) -> bool:
    """Write a student's own file below the working folder; return whether it could be."""
    try:
        target = Path(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError:
        return False
    return True


def content(folder: str, most_files: int, most_bytes: int) -> tuple[int, int]:
    """Return how many files and folders are below `folder` and what they take (bytes).

    Counting ends where one of the limits is exceeded.
    """
    files = size = 0
    for found, depth in _entries(folder):
        files, size = files + 1, size + found.st_blocks * 512
        if depth > DEEPEST:
            files = most_files + 1
        if files > most_files or size > most_bytes:
            break
    return files, size


def _entries(folder: str) -> Iterator[tuple[os.stat_result, int]]:
    """Walk through what is below `folder`, with its depth."""
    with contextlib.ExitStack() as stack, contextlib.suppress(OSError):
        levels = [_opened(stack, folder, None)]
        while levels:
            here, entries = levels[-1]
            entry = next(entries, None)
            if entry is None:
                levels.pop()
                os.close(here)
                continue
            with contextlib.suppress(OSError):
                yield entry.stat(follow_symlinks=False), len(levels)
                if entry.is_dir(follow_symlinks=False):
                    levels.append(_opened(stack, entry.name, here))


def _opened(
    stack: contextlib.ExitStack, name: str, above: int | None
) -> tuple[int, Iterator[os.DirEntry[str]]]:
    here = os.open(name, _FOLDER, dir_fd=above)
    return here, stack.enter_context(os.scandir(here))


def empty(folder: str) -> None:
    """Remove all that is in `folder`.

    Folders are lifted to the top before they are removed, so that no path grows too long.
    """
    numbers = itertools.count()
    with contextlib.suppress(OSError):
        top = os.open(folder, _FOLDER)
        try:
            before: set[str] = set()
            while (names := _names(top)) != before:
                for name in names:
                    with contextlib.suppress(OSError):
                        _remove(name, top, numbers)
                before = names
        finally:
            os.close(top)


def _names(folder: int) -> set[str]:
    with os.scandir(folder) as entries:
        return {entry.name for entry in entries}


def _remove(name: str, top: int, numbers: "itertools.count[int]") -> None:
    """Remove a file, or a folder whose own folders are lifted to the top."""
    try:
        os.unlink(name, dir_fd=top)
    except IsADirectoryError:
        os.chmod(name, 0o700, dir_fd=top)
        here = os.open(name, _FOLDER, dir_fd=top)
        try:
            for inner in _names(here):
                try:
                    os.unlink(inner, dir_fd=here)
                except IsADirectoryError:
                    lifted = f".lifted-{next(numbers)}"
                    os.rename(inner, lifted, src_dir_fd=here, dst_dir_fd=top)
        finally:
            os.close(here)
        os.rmdir(name, dir_fd=top)
