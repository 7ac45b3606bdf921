"""A student's installation, ``pip install .``: what the exercises import, and nothing else."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
JUPYTER = {"ipython", "ipykernel"}  # a notebook runs in it
ALONE = """
import importlib, sys
from importlib.abc import MetaPathFinder

class Missing(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Missing())
for name in {wanted}:
    importlib.import_module(name)
"""


def requirements(names):
    """These distributions and all that they need, by name."""
    found, waiting = set(), list(names)
    while waiting:
        name = re.match(r"[\w.-]+", waiting.pop())[0].lower().replace("_", "-")
        if name in found:
            continue
        found.add(name)
        waiting += [r for r in metadata.requires(name) or [] if ";" not in r]
    return found


def imported():
    """Modules that the released notebooks import; pandas draws with matplotlib."""
    names = set()
    for path in ROOT.glob("exercises/*/*.ipynb"):
        for cell in json.loads(path.read_text())["cells"]:
            if cell["cell_type"] != "code":
                continue
            for node in ast.walk(ast.parse("".join(cell["source"]))):
                if isinstance(node, ast.Import):
                    names |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module == "dataproblems":
                    names |= {f"dataproblems.{alias.name}" for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    names.add(node.module)
                elif isinstance(node, ast.Attribute) and node.attr == "plot":
                    names.add("matplotlib")
    return sorted(names)


def test_the_exercises_run_on_what_a_student_installs():
    installed = requirements([*PROJECT["dependencies"], *JUPYTER])
    homes = metadata.packages_distributions()
    absent = {
        module
        for module, of in homes.items()
        if not {d.lower().replace("_", "-") for d in of} & (installed | {PROJECT["name"]})
    }
    assert {"river", "altair", "nbgrader"} <= absent
    wanted = imported()
    assert "dataproblems.drift" in wanted
    code = ALONE.format(absent=sorted(absent), wanted=wanted)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_a_student_installs_nothing_that_no_exercise_needs():
    used = {name.partition(".")[0] for name in imported()} | {"duckdb"}  # reads the bundled tables
    homes = metadata.packages_distributions()
    needed = {d.lower() for module in used for d in homes.get(module, [])}
    assert {re.match(r"[\w-]+", d)[0] for d in PROJECT["dependencies"]} <= needed


def test_the_site_offers_the_package_as_a_wheel(site, tmp_path):
    """What a reader who downloads a notebook alone installs; data come along, build tools don't."""
    page = (site / "exercises" / "cold-start" / "cold-start.html").read_text("utf-8")
    (link,) = re.findall(r'href="\.\./\.\./(wheels/[^"]+\.whl)"', page)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(tmp_path / "there"), str(site / link)], check=True)
    code = "from dataproblems import datasets as d; print(d.__file__, len(d.load_movielens()))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(tmp_path / "there"), "PATH": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.startswith(str(tmp_path / "there"))
