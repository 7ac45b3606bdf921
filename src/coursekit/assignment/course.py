"""A stock nbgrader course directory: its configuration, its folders, its sets."""

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jupyter_core.paths import jupyter_config_path
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from traitlets import TraitError
from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, JSONFileConfigLoader, PyFileConfigLoader

from coursekit.errors import CourseError
from coursekit.text import shown

Inode = tuple[int, int]
"""A file by its device and number, whatever its name."""

_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")

LONGEST_ID = 128
"""Characters that nbgrader's gradebook has room for in a student's id."""


@dataclass(frozen=True)
class Course:
    """A course directory and the nbgrader configuration that holds in it."""

    root: Path
    config: Config
    directory: CourseDirectory

    @classmethod
    def at(cls, folder: Path) -> "Course":
        """Open the course in `folder`.

        Raises
        ------
        CourseError
            If it is no nbgrader course directory.
        """
        root = folder.expanduser().resolve()
        if not root.is_dir():
            raise CourseError(f"there is no folder {folder}")
        config = Config()
        for path in [*reversed(jupyter_config_path()), str(root)]:
            config.merge(_read(path))
        try:
            directory = CourseDirectory(config=config, root=str(root))
            make_url(str(directory.db_url))
        except (TraitError, ArgumentError, ValueError) as error:
            raise CourseError(f"the configuration of {root} is wrong: {_line(error)}") from error
        markers = (
            root / "nbgrader_config.py",
            root / "nbgrader_config.json",
            root / "gradebook.db",
        )
        source = Path(directory.format_path(directory.source_directory, ".", "."))
        if not source.is_dir() and not any(m.exists() for m in markers):
            raise CourseError(
                f"{folder} is not a course directory: it has neither nbgrader_config.py nor a "
                f"folder {directory.source_directory}; name the folder with --class"
            )
        return cls(root, config, directory)

    @property
    def db_url(self) -> str:
        """Where the gradebook is (an SQLAlchemy address)."""
        return str(self.directory.db_url)

    @property
    def site(self) -> str:
        """The address of the book that teaches the questions, without a slash at its end.

        ``Coursekit.site`` of the configuration; empty where it is not set.

        Raises
        ------
        CourseError
            If it is no address.
        """
        address = self.config.get("Coursekit", {}).get("site", "")
        if address and not (isinstance(address, str) and _ADDRESS.fullmatch(address)):
            raise CourseError(
                f"Coursekit.site in nbgrader_config.py is {address!r}: write the book's address, "
                "such as 'https://example.org/book'"
            )
        return str(address).rstrip("/")

    def path(self, step: str, student: str, assignment: str) -> Path:
        """Return the folder of one step (``source``, ``submitted`` ...) of one student's work."""
        name = getattr(self.directory, f"{step}_directory")
        return Path(self.directory.format_path(name, student, assignment))

    def own_files(self) -> frozenset[Inode]:
        """Return the instructor's own files: none of them can be handed in."""
        source = self.path("source", ".", ".")
        found = (path.stat() for path in source.rglob("*") if path.is_file())
        return frozenset((file.st_dev, file.st_ino) for file in found)

    def source(self, assignment: str) -> Path:
        """Return the instructor's folder of a set, or raise `CourseError` naming the others."""
        folder = self.path("source", ".", assignment)
        if re.fullmatch(r"[^/+\0]+", assignment) is None or not folder.is_dir():
            others = sorted(p.name for p in self.path("source", ".", ".").glob("*") if p.is_dir())
            known = ", ".join(others) if others else "none at all"
            raise CourseError(
                f"there is no set {assignment!r} in {folder.parent}; there are: {known}"
            )
        return folder

    def students(self, assignment: str) -> list[str]:
        """Return who handed in something for a set, sorted."""
        return [name for name in self._entries(assignment) if unfit(name) is None]

    def nameless(self, assignment: str) -> dict[str, str]:
        """Return the entries of ``submitted`` whose names cannot be a student's id, and why."""
        named = ((name, unfit(name)) for name in self._entries(assignment))
        return {shown(name): why for name, why in named if why is not None}

    def shelf(self, assignment: str) -> Path:
        """Return the folder that holds what students handed in, a folder for each."""
        return Path(self._submitted(assignment)[0])

    def _submitted(self, assignment: str) -> tuple[str, str]:
        """Return what comes before and after a student's id in the path of a submission."""
        mark = "\0"
        before, _, after = str(self.path("submitted", mark, assignment)).partition(mark)
        return before, after

    def _entries(self, assignment: str) -> list[str]:
        before, after = self._submitted(assignment)
        found = []
        with contextlib.suppress(OSError), os.scandir(before) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    if entry.is_dir(follow_symlinks=False) and os.path.lexists(entry.path + after):
                        found.append(entry.name)
        return sorted(name for name in found if not name.startswith("."))

    def excluded(self) -> set[str]:
        """Return the students that the configuration leaves out."""
        return {s.strip() for s in self.directory.student_id_exclude.split(",") if s.strip()}


def unfit(name: str) -> str | None:
    """Return why a name cannot be a student's id, None if it can."""
    if len(name) > LONGEST_ID:
        return f"longer than {LONGEST_ID} characters"
    if not name.isprintable():
        return "not printable text"
    if name.startswith("."):
        return "that of a hidden folder"
    return None


def _read(folder: str) -> Config:
    merged = Config()
    for loader in (
        JSONFileConfigLoader("nbgrader_config.json", folder),
        PyFileConfigLoader("nbgrader_config.py", folder),
    ):
        try:
            with contextlib.suppress(ConfigFileNotFound), _inside(folder):
                merged.merge(loader.load_config())
        except (Exception, SystemExit) as error:  # a configuration is a program: it may raise all
            raise CourseError(
                f"{folder}/{loader.filename} cannot be read: {type(error).__name__}: {_line(error)}"
            ) from error
    return merged


def _line(error: BaseException) -> str:
    """Return the first line of what an error says."""
    return next(iter(str(error).strip().splitlines()), "no reason given")


@contextlib.contextmanager
def _inside(folder: str) -> Iterator[None]:
    """Work in `folder`: configuration files speak of paths relative to their own place."""
    if not Path(folder).is_dir():
        yield
        return
    with contextlib.chdir(folder):
        yield
