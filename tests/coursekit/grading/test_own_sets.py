"""The sets of this repository under the grader itself."""

import json
from pathlib import Path

import pytest

from coursekit.cli import main
from coursekit.exercises.sets import chosen_sets


@pytest.mark.parametrize("name", [exercises.name for exercises in chosen_sets()])
def test_the_reference_passes_every_test(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "class"), "--set", name, "--practice", "1"]) == 0
    capsys.readouterr()
    command = ["grade", name, "--class", str(tmp_path / "class"), "--workers", "1", "--json"]
    assert main(command) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["trouble"] == summary["reference_fails"] == summary["untouched_earns"] == []
    assert summary["unconfirmed"] == {}
    assert summary["graded"] == 1
