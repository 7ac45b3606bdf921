"""A stock nbgrader course directory: its configuration, its folders, its sets."""

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jupyter_core.paths import jupyter_config_path
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, JSONFileConfigLoader, PyFileConfigLoader

from coursekit.errors import CourseError


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
        directory = CourseDirectory(config=config, root=str(root))
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

    def path(self, step: str, student: str, assignment: str) -> Path:
        """Return the folder of one step (``source``, ``submitted`` ...) of one student's work."""
        name = getattr(self.directory, f"{step}_directory")
        return Path(self.directory.format_path(name, student, assignment))

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
        pattern = str(self.path("submitted", "*", assignment))
        prefix, _, suffix = pattern.partition("*")
        base = Path(prefix)
        if not base.is_dir():
            return []
        found = []
        for entry in os.scandir(base):
            with contextlib.suppress(OSError):
                if entry.is_dir(follow_symlinks=False) and os.path.lexists(f"{entry.path}{suffix}"):
                    found.append(entry.name)
        return sorted(name for name in found if not name.startswith("."))

    def excluded(self) -> set[str]:
        """Return the students that the configuration leaves out."""
        return {s.strip() for s in self.directory.student_id_exclude.split(",") if s.strip()}


def _read(folder: str) -> Config:
    merged = Config()
    for loader in (
        JSONFileConfigLoader("nbgrader_config.json", folder),
        PyFileConfigLoader("nbgrader_config.py", folder),
    ):
        with contextlib.suppress(ConfigFileNotFound), _inside(folder):
            merged.merge(loader.load_config())
    return merged


@contextlib.contextmanager
def _inside(folder: str) -> Iterator[None]:
    """Work in `folder`: configuration files speak of paths relative to their own place."""
    if not Path(folder).is_dir():
        yield
        return
    with contextlib.chdir(folder):
        yield
