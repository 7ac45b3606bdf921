"""Each package of the grader has a map of itself: its modules and folders, none left out."""

import ast
import re
from pathlib import Path

import pytest

import coursekit

ROOT = Path(coursekit.__file__).parent
PACKAGES = [path.parent for path in sorted(ROOT.rglob("__init__.py"))]


def _listed(package: Path) -> set[str]:
    """Return what stands below ``::`` at the beginning of a package's map."""
    text = ast.get_docstring(ast.parse((package / "__init__.py").read_text())) or ""
    _, _, below = text.partition("::\n")
    drawn = re.split(r"^\S", below, maxsplit=1, flags=re.MULTILINE)[0]
    return set(re.findall(r"^    (\w+/?) ", drawn, re.MULTILINE))


def _there(package: Path) -> set[str]:
    modules = {path.stem for path in package.glob("*.py")} - {"__init__"}
    return modules | {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: str(path.relative_to(ROOT.parent)))
def test_a_map_lists_what_is_there(package: Path) -> None:
    assert _listed(package) == _there(package)


def test_the_table_of_folders_lists_every_package() -> None:
    told = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text()
    rows = set(re.findall(r"^\| `([a-z_/]+)/` \|", told, re.MULTILINE))
    leaves = {p.relative_to(ROOT).as_posix() for p in PACKAGES if not list(p.glob("*/__init__.py"))}
    assert rows == leaves - {"."}
