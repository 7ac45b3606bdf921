"""Reads the files and cells of a submission without trusting anything in them.

A submission may hold anything: links to the instructor's solution, pipes that never end,
gigabytes, damaged JSON. Nothing is followed, nothing is believed but the text of its cells and
the ids that say which answer is which.
"""

import hashlib
import heapq
import json
import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coursekit.assignment.course import Inode
from coursekit.text import shown

MAX_NOTEBOOK = 64 << 20
MAX_PARTS = 8_000_000
"""Commas and brackets in a notebook: what it takes in memory grows with them."""

MAX_BYTES = 50 << 20
MAX_FILES = 500
MAX_DEPTH = 8
MAX_CELLS = 5000
MAX_SOURCE = 1 << 20
MAX_PICTURE = 8 << 20
IGNORED = (".ipynb_checkpoints", "__pycache__", ".git", ".DS_Store", "feedback")


class RejectedError(Exception):
    """The notebook cannot be graded; the message says why in words for the student."""


@dataclass(frozen=True)
class Submission:
    """What a student handed in: files by relative path, and what was strange about them."""

    student: str
    files: dict[str, bytes]
    flags: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def digest(self) -> str:
        """Names the content (and so tells whether it was graded before)."""
        sha = hashlib.sha256()
        for name, data in sorted(self.files.items()):
            sha.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogatepass") + data)
        sha.update(repr((sorted(self.flags), self.problem)).encode())
        return sha.hexdigest()

    @property
    def timestamp(self) -> str | None:
        """The text of ``timestamp.txt``, as nbgrader's collectors write it."""
        text = self.files.get("timestamp.txt", b"").decode("utf-8", "replace").strip()
        return text[:64] or None


@dataclass
class _Haul:
    guarded: Collection[Inode] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    entries: int = 0
    size: int = 0


def read(
    folder: Path, student: str, shelf: Path | None = None, guarded: Collection[Inode] = ()
) -> Submission:
    """Read the files of a submission without following anything out of it.

    Parameters
    ----------
    shelf
        The course's folder that `folder` is in: links below it are not followed. By default
        the one right above.
    guarded
        Files of the course that nobody can hand in, under whatever name.
    """
    haul = _Haul(guarded=guarded)
    shelf = folder.parent if shelf is None else shelf
    try:
        fd = _reach(shelf, folder.relative_to(shelf).parts)
    except OSError as error:
        return Submission(student, {}, (), f"the folder cannot be read: {error.strerror}")
    try:
        _walk(fd, "", 0, haul)
    except OSError as error:
        haul.flags.append(f"the folder was read in part: {error.strerror}")
    finally:
        os.close(fd)
    if haul.entries > MAX_FILES:
        haul.flags.append(f"more than {MAX_FILES} files: the rest was left out")
    return Submission(student, haul.files, tuple(haul.flags))


def _reach(shelf: Path, parts: Iterable[str]) -> int:
    here = os.open(shelf, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for part in parts:
        above = here
        try:
            here = _open_folder(part, above)
        finally:
            os.close(above)
    return here


def _open_folder(name: str, above: int) -> int:
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.open(name, flags, dir_fd=above)


def _listed(folder: int) -> list[str]:
    """Return the names in a folder, notebooks first; of millions only as many as count."""
    with os.scandir(folder) as entries:
        names = (entry.name for entry in entries if entry.name not in IGNORED)
        return heapq.nsmallest(MAX_FILES + 1, names, key=lambda n: (not n.endswith(".ipynb"), n))


def _walk(folder: int, path: str, depth: int, haul: _Haul) -> None:
    for name in _listed(folder):
        haul.entries += 1
        if haul.entries > MAX_FILES:
            return
        told = shown(path + name)
        try:
            name.encode()
            mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                if depth >= MAX_DEPTH:
                    haul.flags.append(f"{told} left out: folders too deep")
                    continue
                inner = _open_folder(name, folder)
                try:
                    _walk(inner, f"{path}{name}/", depth + 1, haul)
                finally:
                    os.close(inner)
            elif stat.S_ISREG(mode):
                _take(folder, name, path + name, haul)
            else:
                kind = "a link" if stat.S_ISLNK(mode) else "not a regular file"
                haul.flags.append(f"{told} left out: {kind}")
        except UnicodeError:
            haul.flags.append(f"{told} left out: its name is not text")
        except OSError as error:
            haul.flags.append(f"{told} left out: {error.strerror}")


def _take(folder: int, name: str, path: str, haul: _Haul) -> None:
    limit = MAX_NOTEBOOK if name.endswith(".ipynb") else MAX_BYTES
    limit = min(limit, MAX_BYTES + MAX_NOTEBOOK - haul.size)
    fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    with os.fdopen(fd, "rb") as file:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode):  # it may have been exchanged meanwhile
            haul.flags.append(f"{shown(path)} left out: not a regular file")
            return
        if (found.st_dev, found.st_ino) in haul.guarded:
            haul.flags.append(f"{shown(path)} left out: it is a file of the course itself")
            return
        data = file.read(limit + 1)
    if len(data) > limit:
        haul.flags.append(f"{shown(path)} left out: larger than {limit >> 20} MB")
        return
    haul.size += len(data)
    haul.files[path] = data


@dataclass(frozen=True)
class StudentCell:
    """The text of one cell of the student's notebook, and the id it bears."""

    cell_type: str
    source: str
    grade_id: str | None
    attachments: dict[str, dict[str, str]] = field(default_factory=dict)


def parse(data: bytes) -> tuple[list[StudentCell], list[str]]:
    """Return the cells of a notebook and what was strange about it.

    Raises
    ------
    RejectedError
        If it is no notebook that Jupyter would open.
    """
    text, flags = _text(data)
    notebook = _json(text, flags)
    cells = notebook.get("cells")
    version = notebook.get("nbformat")
    if cells is None and isinstance(notebook.get("worksheets"), list):
        sheets = notebook["worksheets"]
        cells = [c for s in sheets if isinstance(s, dict) for c in s.get("cells", ()) if c]
        flags.append("saved in an old notebook format")
    elif version != 4:
        flags.append("the notebook's format number is not 4")
    if not isinstance(cells, list):
        raise RejectedError("the file has no list of cells: it is not a notebook")
    if len(cells) > MAX_CELLS:
        raise RejectedError(f"the notebook has more than {MAX_CELLS} cells")
    return list(_cells(cells, flags)), flags


def _text(data: bytes) -> tuple[str, list[str]]:
    if not data.strip(b"\0 \r\n\t"):
        raise RejectedError("the notebook file is empty")
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(encoding), ["saved as UTF-16"]
            except UnicodeDecodeError as error:
                raise RejectedError("the notebook is not text") from error
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return data.decode("utf-8-sig", "replace"), ["some bytes are not UTF-8: replaced"]


def _json(text: str, flags: list[str]) -> dict[str, Any]:
    if sum(map(text.count, ",[{")) > MAX_PARTS:
        raise RejectedError("the notebook is too large to be read")
    text = text.strip()
    try:
        notebook, end = json.JSONDecoder(strict=False).raw_decode(text)
    except RecursionError as error:
        raise RejectedError("the file is nested too deeply to be a notebook") from error
    except ValueError as error:
        if re.search(r"^<{7} ", text, re.MULTILINE):
            raise RejectedError("the file has unresolved conflicts of a version control") from error
        where = f" ({error.args[0]})" if error.args else ""
        raise RejectedError(f"the file is not a notebook: damaged JSON{shown(where)}") from error
    if not isinstance(notebook, dict):
        raise RejectedError("the file is not a notebook")
    if text[end:].strip("\0 \r\n\t"):
        flags.append("text behind the end of the notebook: left out")
    return notebook


def _cells(cells: list[Any], flags: list[str]) -> Iterator[StudentCell]:
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict):
            flags.append(f"cell {number} left out: it is not a cell")
            continue
        source = cell.get("source", cell.get("input", ""))
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if not isinstance(source, str) or len(source) > MAX_SOURCE:
            flags.append(f"cell {number} left out: its text is not text or too long")
            continue
        kind = cell.get("cell_type")
        metadata = cell.get("metadata")
        marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
        yield StudentCell(
            kind if kind in ("code", "markdown", "raw") else "raw",
            source.encode("utf-8", "replace").decode().replace("\r\n", "\n"),
            grade_id if isinstance(grade_id, str) else None,
            _pictures(cell.get("attachments")) if kind == "markdown" else {},
        )


def _pictures(attachments: Any) -> dict[str, dict[str, str]]:
    """Return the pictures that a student has pasted into a text, and nothing else."""
    found: dict[str, dict[str, str]] = {}
    for name, data in (attachments if isinstance(attachments, dict) else {}).items():
        for kind in ("image/png", "image/jpeg", "image/gif"):
            picture = data.get(kind) if isinstance(data, dict) else None
            if isinstance(picture, list):
                picture = "".join(p for p in picture if isinstance(p, str))
            if isinstance(picture, str) and len(picture) <= MAX_PICTURE:
                found[name] = {kind: re.sub(r"[^A-Za-z0-9+/=]", "", picture)}
    return found
