"""What the last successful build was made from, so that an unchanged book is not built again."""

import json
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bookkit.project import Project, digest

SOURCES = ("book", "exercises", "src")
SINGLE = ("_config.yml", "_toc.yml", "requirements.txt", "pyproject.toml", "README.md")
CORE = ("_config.yml", "_toc.yml", "requirements.txt", "src/bookkit/")
SKIPPED = {"__pycache__", ".ipynb_checkpoints", ".jupyter_cache"}
VARIABLES = ("BOOK_BASE_URL", "BOOK_REPOSITORY_URL", "BOOK_NOTEBOOK_BRANCH")


@dataclass(frozen=True)
class Inputs:
    """Digests of every file (and setting) that a build reads."""

    files: dict[str, str]

    @classmethod
    def of(cls, project: Project) -> "Inputs":
        """Read the inputs as they are now."""
        files = {
            path.relative_to(project.root).as_posix(): digest([path.read_bytes()])
            for path in _files(project.root)
        }
        settings = [platform.python_version(), *(os.environ.get(name, "") for name in VARIABLES)]
        return cls({**files, "settings": digest(settings)})

    @property
    def core(self) -> str:
        """Digest of what can change every page: configuration, contents, lock and this package."""
        names = sorted(n for n in self.files if n.startswith(CORE) or n == "settings")
        return digest(part for name in names for part in (name, self.files[name]))

    def changed(self, before: "Inputs") -> set[str]:
        """Name the files that were added, removed or have another content than before."""
        return {name for name, _ in self.files.items() ^ before.files.items()}


def _files(root: Path) -> Iterator[Path]:
    for name in SINGLE:
        if (root / name).is_file():
            yield root / name
    yield from sorted(root.glob("solutions/*/hints.yml"))
    for name in SOURCES:
        yield from written_by_hand(root / name)


def written_by_hand(root: Path) -> Iterator[Path]:
    """Yield the files of a folder, in order, but for what tools leave in it."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in SKIPPED and ".egg-info" not in f)
        for file in sorted(files):
            if not file.endswith(".pyc"):
                yield Path(folder, file)


class LastBuild:
    """The record of the last successful build; there is none once a build has begun."""

    def __init__(self, project: Project) -> None:
        self.path = project.build / "state.json"
        self.html = project.html
        self.pages = project.pages

    def load(self) -> Inputs | None:
        """Return what the last build was made from, if it succeeded and is still there."""
        if not self.path.is_file():
            return None
        if not all((self.html / f"{docname}.html").is_file() for docname in self.pages):
            return None
        return Inputs(json.loads(self.path.read_text("utf-8")))

    def invalidate(self) -> None:
        """Forget it: from here on a build that does not end well leaves no trace of success."""
        self.path.unlink(missing_ok=True)

    def succeed(self, inputs: Inputs) -> None:
        """Record a successful build."""
        self.path.write_text(json.dumps(inputs.files), "utf-8")
