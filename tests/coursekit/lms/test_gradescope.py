"""The autograder for Gradescope: its archive unpacked, and its own command run on a submission."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coursekit import cli
from coursekit.lms.gradescope import SETUP

WRONG = "def double(x): return x"


@pytest.fixture
def unpacked(classroom: Callable[..., Any], tmp_path: Path) -> tuple[Any, Path]:
    room = classroom("shop")
    where = ["--class", str(room.root), "--to", str(tmp_path)]
    assert cli.main(["export", "shop", "--format", "gradescope", *where]) == 0
    with zipfile.ZipFile(tmp_path / "autograder-shop.zip") as archive:
        archive.extractall(tmp_path / "source")
        scripts = {
            n: archive.getinfo(n).external_attr >> 16 for n in ("setup.sh", "run_autograder")
        }
    assert set(scripts.values()) == {0o755}
    return room, tmp_path


def _graded(room: Any, folder: Path, answer: str) -> dict[str, Any]:
    """Run what ``run_autograder`` runs, in this environment in place of the container's."""
    notebook = json.loads(json.dumps(room.solved))
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "double":
            cell["source"] = answer
    (folder / "submission").mkdir()
    (folder / "submission" / "shop.ipynb").write_text(json.dumps(notebook))
    script = (folder / "source" / "run_autograder").read_text()
    for theirs, ours in (
        ("/autograder/venv/bin/python", sys.executable),
        ("/autograder/results/", f"{folder}/"),
        ("/autograder/", f"{folder}/"),
    ):
        script = script.replace(theirs, ours)
    done = subprocess.run(["bash", "-c", script], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads((folder / "results.json").read_text())
    return found


def test_a_submission_is_graded_and_nothing_hidden_is_shown(unpacked: tuple[Any, Path]) -> None:
    room, folder = unpacked
    found = _graded(room, folder, WRONG)
    tests = {test["name"]: test for test in found["tests"]}
    assert {n: (t["score"], t["max_score"], t["status"]) for n, t in tests.items()} == {
        "double-test": (0, 2, "failed"),
        "cost-test": (3, 3, "passed"),
        "root-test": (4, 4, "passed"),
    }
    assert "double(2) should be 4, not 2" in tests["double-test"]["output"]
    assert "918273645" not in json.dumps(found), "a hidden test is shown"
    assert found["visibility"] == "visible"


def test_the_package_in_it_can_be_installed(unpacked: tuple[Any, Path]) -> None:
    _, folder = unpacked
    package = folder / "source" / "package"
    assert (package / "src" / "coursekit" / "lms" / "gradescope.py").is_file()
    assert (package / "src" / "coursekit" / "watch" / "templates" / "page.html.j2").is_file()
    assert not list(package.rglob("__pycache__"))
    syntax = [["bash", "-n", str(folder / "source" / n)] for n in ("setup.sh", "run_autograder")]
    assert [subprocess.run(words, check=False).returncode for words in syntax] == [0, 0]


STAND_IN = """#!/bin/bash
# apt-get and pythons of an image, as far as setup.sh asks them
case "$(basename "$0") $*" in
    *"install -y python3.11 "*) {newer} ;;
    *"install -y python3.12 "*) exit 100 ;;
    "python3 -c"*) exit 1 ;;
    "python3.11 -c"*) exit 0 ;;
    *"-m venv"*) echo "$(basename "$0") makes the environment"; exit 3 ;;
esac
"""


@pytest.mark.parametrize(
    ("newer", "code", "said"),
    [
        ("exit 0", 3, "python3.11 makes the environment"),
        ("exit 100", 1, "needs Python 3.11 or newer"),
    ],
)
def test_the_image_has_a_python_that_is_new_enough_or_is_told(
    tmp_path: Path, newer: str, code: int, said: str
) -> None:
    for name in ("apt-get", "python3", "python3.11"):
        (tmp_path / name).write_text(STAND_IN.format(newer=newer))
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        ["/bin/bash", "-c", SETUP],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, said in done.stdout + done.stderr) == (code, True)


def test_without_a_set_it_says_what_to_do(
    classroom: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    room = classroom("shop")
    assert cli.main(["export", "--all", "--class", str(room.root), "--format", "gradescope"]) == 2
    assert "name the sets" in capsys.readouterr().err
