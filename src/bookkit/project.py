"""Where a book's parts lie, and what its table of contents names."""

import contextlib
import fcntl
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

PIN = re.compile(r"\w[\w.-]*(\[[\w,]+\])?==")


class BookError(Exception):
    """The book cannot be built as it stands; the message says what to mend."""


@dataclass(frozen=True)
class Project:
    """A book: the folder that holds ``_config.yml`` and ``_toc.yml``."""

    root: Path

    def __post_init__(self) -> None:
        for name in ("_config.yml", "_toc.yml"):
            if not (self.root / name).is_file():
                raise BookError(f"{self.root} holds no {name}: run this from the book's folder")

    @property
    def build(self) -> Path:
        """Everything that is generated."""
        return self.root / "_build"

    @property
    def sphinx(self) -> Path:
        """The pages as Sphinx writes them, from which the site is made."""
        return self.build / "sphinx"

    @property
    def html(self) -> Path:
        """The site, as the last successful build left it."""
        return self.build / "html"

    @property
    def lock(self) -> Path:
        """The pinned packages that every page runs on."""
        return self.root / "requirements.txt"

    @property
    def pins(self) -> list[str]:
        """Lines ``name==version`` of the lock, without the packages' hashes; empty without one."""
        if not self.lock.is_file():
            return []
        lines = self.lock.read_text("utf-8").splitlines()
        return [line.removesuffix("\\").strip() for line in lines if PIN.match(line)]

    @cached_property
    def pages(self) -> dict[str, Path]:
        """Docname -> source file of every page in the table of contents, in its order.

        Raises
        ------
        BookError
            If it cannot be read or an entry has no file.
        """
        try:
            toc = yaml.safe_load((self.root / "_toc.yml").read_text("utf-8"))
        except yaml.YAMLError as error:
            raise BookError(f"_toc.yml cannot be read: {' '.join(str(error).split())}") from error
        return {docname: self._source(docname) for docname in _docnames(toc)}

    def _source(self, docname: str) -> Path:
        for suffix in (".md", ".ipynb"):
            path = self.root / f"{docname}{suffix}"
            if path.is_file():
                return path
        raise BookError(f"_toc.yml names {docname}, but there is no {docname}.md or .ipynb")

    def docname(self, page: Path) -> str:
        """Return the name that Sphinx gives to a source file."""
        try:
            return page.resolve().relative_to(self.root).with_suffix("").as_posix()
        except ValueError as error:
            raise BookError(f"{page} lies outside of the book's folder {self.root}") from error


def _docnames(entry: Any) -> Iterator[str]:
    if isinstance(entry, list):
        for item in entry:
            yield from _docnames(item)
    elif isinstance(entry, dict):
        for key in ("root", "file"):
            if key in entry:
                yield str(entry[key]).removesuffix(".md").removesuffix(".ipynb")
        for key in ("parts", "chapters", "sections", "subtrees", "entries"):
            yield from _docnames(entry.get(key, []))


def digest(parts: Iterable[str | bytes]) -> str:
    """Return one SHA-256 over parts, safe against parts that run into each other."""
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        sha.update(len(data).to_bytes(8, "big"))
        sha.update(data)
    return sha.hexdigest()


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an exclusive lock between processes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
