"""What several tests share: one strict build of the book, whoever asks for it first."""

import subprocess
import sys
from pathlib import Path

import pytest

from bookkit.project import locked

ROOT = Path(__file__).parents[1]


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
