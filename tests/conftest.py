"""What several tests share: one strict build of the book, whoever asks for it first."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import settings

from bookkit.cli import main
from bookkit.project import locked

ROOT = Path(__file__).parents[1]

settings.register_profile("no clock", deadline=None)  # a busy machine is no defect
settings.load_profile("no clock")
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


@pytest.hookimpl(tryfirst=True)  # before xdist looks for the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests that share what is made once for their module in one process."""
    for item in items:
        fixtures = item._fixtureinfo.name2fixturedefs  # pytest offers no other way to their scope
        shared = [name for name, made in fixtures.items() if made[-1].scope == "module"]
        if shared and not item.get_closest_marker("xdist_group"):
            parameters = item.callspec.params if hasattr(item, "callspec") else {}
            kinds = (str(parameters[name]) for name in shared if name in parameters)
            item.add_marker(pytest.mark.xdist_group("-".join([item.path.stem, *kinds])))


class TinyBook:
    """A book of two pages with the real configuration, built by the real command."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copyfile(ROOT / "_config.yml", root / "_config.yml")
        shutil.copytree(ROOT / "book" / "_static", root / "book" / "_static")
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
        return self.run("build")

    def run(self, *arguments: str) -> int:
        """Call the command, in a thread of its own: a browser may hold this one's event loop."""
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(main, ["--root", str(self.root), *arguments]).result()

    def build_aside(self) -> int:
        """Build in a process of its own: where a browser is driven, an event loop runs already."""
        command = [sys.executable, "-m", "bookkit", "--root", str(self.root), "build"]
        return subprocess.run(command, check=False).returncode

    def html(self, name: str) -> str:
        return (self.root / "_build" / "html" / "book" / f"{name}.html").read_text()


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site; fails with the build's own words if it cannot be built.

    Processes of one run share the outcome, so that a book that fails to build fails once.
    """
    shared = tmp_path_factory.getbasetemp()
    if shared.name.startswith("popen-"):  # a worker of xdist: its parent folder is everyone's
        shared = shared.parent
    outcome = shared / "book-build.txt"
    with locked(shared / "book-build.lock"):
        if not outcome.exists():
            build = subprocess.run(
                [sys.executable, "-m", "bookkit", "build"], cwd=ROOT, capture_output=True, text=True
            )
            failed = f"{build.stdout}\n{build.stderr}" if build.returncode else ""
            outcome.write_text(failed, "utf-8")
    failed = outcome.read_text("utf-8")
    if failed:
        pytest.fail(f"the book does not build:\n{failed[-6000:]}", pytrace=False)
    return ROOT / "_build" / "html"


@pytest.fixture
def tiny_book(tmp_path: Path) -> TinyBook:
    """A book of one's own to break."""
    return TinyBook(tmp_path)


@pytest.fixture(scope="session")
def make_tiny_book(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], TinyBook]:
    """Make books that last as long as the session."""
    return lambda: TinyBook(tmp_path_factory.mktemp("tiny-book"))
