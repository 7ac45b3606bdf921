"""The package as a wheel beside the pages: what a notebook that is downloaded alone needs."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

from bookkit.project import BookError, Project
from bookkit.state import written_by_hand

FOLDER = "wheels"
SOURCES = ("pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA.md")


def address(root: Path) -> str:
    """Return where the site holds the wheel; empty for a book without a package."""
    description = root / "pyproject.toml"
    if not description.is_file():
        return ""
    project = tomllib.loads(description.read_text("utf-8"))["project"]
    name = project["name"].replace("-", "_")
    return f"{FOLDER}/{name}-{project['version']}-py3-none-any.whl"


def write(project: Project, site: Path) -> None:
    """Put the wheel into a site; it is made anew where a source is newer than the last.

    Raises
    ------
    BookError
        If pip cannot build it; with pip's own words.
    """
    wanted = address(project.root)
    if not wanted:
        return
    made = project.build / wanted
    sources = [project.root / name for name in SOURCES]
    sources += written_by_hand(project.root / "src")
    newest = max(path.stat().st_mtime for path in sources)
    if not made.is_file() or made.stat().st_mtime < newest:
        _make(project, made.parent, sources)
    (site / FOLDER).mkdir()
    shutil.copy2(made, site / wanted)


def _make(project: Project, into: Path, sources: list[Path]) -> None:
    """Build from a copy: setuptools leaves its work beside the sources."""
    with TemporaryDirectory() as folder:
        for path in sources:
            copy = Path(folder, path.relative_to(project.root))
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
        command += ["--no-deps", "--no-build-isolation", "--wheel-dir", str(into), folder]
        run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if run.returncode:
            raise BookError(f"pip cannot build the package's wheel: {run.stderr}")
