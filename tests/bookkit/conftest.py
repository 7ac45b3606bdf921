import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bookkit.cli import main

HEADER = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

"""


class TinyBook:
    """A book of two pages with the real configuration, built by the real command."""

    def __init__(self, root: Path, repository: Path) -> None:
        self.root = root
        shutil.copyfile(repository / "_config.yml", root / "_config.yml")
        shutil.copytree(repository / "book" / "_static", root / "book" / "_static")
        (root / "requirements.txt").write_text("numpy==2\n")
        (root / "_toc.yml").write_text(
            "format: jb-book\nroot: book/index\nchapters:\n- file: book/page\n"
        )
        self.write("index", "# A tiny book\n\nSee {ref}`page`.\n")
        self.write("page", "(page)=\n# A page\n\nText.\n")

    def write(self, name: str, text: str, *, notebook: bool = False) -> None:
        path = self.root / "book" / f"{name}.md"
        path.write_text((HEADER if notebook else "") + text)

    def build(self) -> int:
        return main(["--root", str(self.root), "build"])

    def html(self, name: str) -> str:
        return (self.root / "_build" / "html" / "book" / f"{name}.html").read_text()


@pytest.fixture
def tiny_book(tmp_path: Path, root: Path) -> TinyBook:
    return TinyBook(tmp_path, root)


@pytest.fixture
def package(tmp_path: Path) -> Callable[..., Path]:
    """Write modules under ``src`` of a project and return the folder."""

    def write(**modules: str) -> Path:
        src = tmp_path / "src"
        for name, code in modules.items():
            path = src / (name.replace("__", "/") + ".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            (path.parent / "__init__.py").touch()
            path.write_text(code)
        return src

    return write
