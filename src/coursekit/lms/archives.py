"""Lists and reads the files of an archive or a folder; nothing is unpacked on disk.

Names come from students: a name that leaves its folder, a link, an encrypted or damaged member
is never opened, only told. Every read stops at a limit, so that an archive can say it is small
and yet unpack to nothing larger.
"""

import io
import itertools
import mmap
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from coursekit.errors import CourseError
from coursekit.submission.reading import IGNORED, MAX_BYTES, MAX_FILES, MAX_NOTEBOOK

MAX_ENTRIES = 250_000
"""Files in one download: what a class hands in, with whole environments by accident."""

_JUNK = {*IGNORED, "__MACOSX", "Thumbs.db", "desktop.ini"}
_READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_MEMBER = re.compile(rb"PK\x01\x02")
_DAMAGE = (
    *(OSError, EOFError, ValueError, RuntimeError, struct.error, zlib.error),
    *(zipfile.BadZipFile, zipfile.LargeZipFile),
)


class UnreadableError(Exception):
    """A file that cannot be taken; the message says why."""


@dataclass(frozen=True)
class Entry:
    """One file of a download.

    Attributes
    ----------
    origin
        The archive or folder it came in.
    name
        Its path there, with slashes.
    problem
        Why it must not be opened, if so.
    """

    origin: str
    name: str
    open: Callable[[], IO[bytes]]
    problem: str | None = None

    @property
    def is_junk(self) -> bool:
        """Whether it is what operating systems and Jupyter leave behind."""
        parts = PurePosixPath(self.name).parts
        return any(part in _JUNK or part.startswith("._") for part in parts)

    @property
    def limit(self) -> int:
        """How large the file may be, in bytes."""
        return MAX_NOTEBOOK if self.name.lower().endswith(".ipynb") else MAX_BYTES

    def read(self) -> bytes:
        """Return the content.

        Raises
        ------
        UnreadableError
            If it must not or cannot be read, or is too large.
        """
        if self.problem:
            raise UnreadableError(self.problem)
        try:
            with self.open() as file:
                data = file.read(self.limit + 1)
        except _DAMAGE as error:
            raise UnreadableError(f"damaged: {error or type(error).__name__}") from error
        if len(data) > self.limit:
            raise UnreadableError(f"larger than {self.limit >> 20} MB")
        return data


def entries(path: Path, stack: ExitStack) -> list[Entry]:
    """List the files of a zip archive, of a folder, or a single file.

    Parameters
    ----------
    path
        What the instructor names.
    stack
        Keeps archives open until the files have been read.

    Raises
    ------
    CourseError
        If there is nothing to be listed.
    """
    if not path.exists():
        raise CourseError(f"there is no file or folder {path}")
    try:
        if path.is_dir():
            found = list(itertools.islice(_folder(path), MAX_ENTRIES + 1))
        elif path.suffix.lower() == ".zip":
            found = _zip(stack.enter_context(_opened(path)), path.name)
        elif path.is_file():
            found = [_file(path.resolve(), path.name, path.name)]
        else:
            raise CourseError(f"{path} is neither a file nor a folder")
    except _DAMAGE as error:
        raise CourseError(f"cannot read {path}: {error}; download it again") from error
    if len(found) > MAX_ENTRIES:
        raise CourseError(f"{path} holds more than {MAX_ENTRIES} files: collect it in parts")
    if not found:
        raise CourseError(f"{path} holds no files")
    return found


def nested(entry: Entry) -> list[Entry]:
    """List the files of an archive that a student has handed in.

    Raises
    ------
    UnreadableError
        If it is damaged or holds more files than a submission may.
    """
    data = entry.read()
    if _members(data) > MAX_FILES:
        raise UnreadableError(f"an archive of more than {MAX_FILES} files")
    try:
        return _zip(zipfile.ZipFile(io.BytesIO(data)), entry.origin)
    except _DAMAGE as error:
        raise UnreadableError(f"damaged: {error}") from error


def _opened(path: Path) -> zipfile.ZipFile:
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size == 0:
            raise zipfile.BadZipFile("the file is empty")
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
            if _members(view) > MAX_ENTRIES:
                raise CourseError(
                    f"{path} holds more than {MAX_ENTRIES} files: collect it in parts"
                )
    return zipfile.ZipFile(path)


def _members(data: bytes | mmap.mmap) -> int:
    """Count an archive's files, at most, before the list of them fills the memory."""
    return sum(1 for _ in itertools.islice(_MEMBER.finditer(data), MAX_ENTRIES + 1))


def _zip(archive: zipfile.ZipFile, origin: str) -> list[Entry]:
    members = archive.infolist()
    return [_member(archive, m, origin) for m in members if not m.filename.endswith("/")]


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, origin: str) -> Entry:
    name = info.filename
    if not info.flag_bits & 0x800:  # archives made on a Mac: UTF-8, but not marked so
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    kind = stat.S_IFMT(info.external_attr >> 16)
    problem = None
    if kind not in {0, stat.S_IFREG}:
        problem = "a link" if kind == stat.S_IFLNK else "not a regular file"
    elif info.flag_bits & 0x1:
        problem = "encrypted"
    elif info.compress_type not in _READABLE:
        problem = "compressed in a way that is not read: store or deflate it"
    return _entry(origin, name, lambda: archive.open(info), problem)


def _folder(root: Path) -> Iterator[Entry]:
    for folder, folders, files in os.walk(root):
        folders.sort()
        for name in sorted(files):
            path = Path(folder, name)
            yield _file(path, root.name, path.relative_to(root).as_posix())


def _file(path: Path, origin: str, name: str) -> Entry:
    mode = path.lstat().st_mode
    problem = None
    if not stat.S_ISREG(mode):
        problem = "a link" if stat.S_ISLNK(mode) else "not a regular file"
    return _entry(origin, name, lambda: path.open("rb"), problem)


def _entry(
    origin: str, name: str, opened: Callable[[], IO[bytes]], problem: str | None = None
) -> Entry:
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))
    return Entry(origin, name, opened, problem or unsafe(name))


def unsafe(name: str) -> str | None:
    """Say why a path from outside must not become a path here, None if it may."""
    parts = name.split("/")
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return "its name is an absolute path"
    if any(part in {"", ".", ".."} for part in parts):
        return "its name leaves its folder"
    if any(unicodedata.category(c) in {"Cc", "Cs"} for c in name):
        return "its name holds control characters"
    if len(name.encode()) > 1000 or any(len(part.encode()) > 200 for part in parts):
        return "its name is too long"
    return None
