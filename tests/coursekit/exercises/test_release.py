"""``course release``: students get everything but the answers, the same bytes every time."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coursekit.cli import main

Write = Callable[..., None]


def released(repository: Path) -> Path:
    return repository / "exercises" / "tiny" / "tiny.ipynb"


def test_what_students_get(tiny: Path) -> None:
    assert main(["release"]) == 0
    notebook = json.loads(released(tiny).read_text())
    _, answer, tests, essay = notebook["cells"]
    assert "".join(answer["source"]) == (
        "def surge(x, top):\n    # YOUR CODE HERE\n"
        '    raise NotImplementedError("not attempted yet: replace this line with your answer")'
    )
    assert "".join(tests["source"]) == (
        'assert surge(5, 3) is not None, "Got None: did you forget a return?"'
    )
    assert essay["source"] == ["YOUR ANSWER HERE"]
    assert tests["metadata"]["editable"] is False
    assert [cell["id"] for cell in (answer, tests, essay)] == ["surge", "test-surge", "essay"]
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"


def test_the_same_bytes_from_another_process(tiny: Path) -> None:
    main(["release"])
    first = released(tiny).read_bytes()
    released(tiny).unlink()
    subprocess.run([sys.executable, "-m", "coursekit.cli", "release", "tiny"], check=True)
    assert released(tiny).read_bytes() == first
    assert first.endswith(b"}\n")


def test_equal_markdown_cells_get_different_ids(tiny: Path) -> None:
    source = tiny / "solutions" / "tiny.md"
    source.write_text(source.read_text() + "\n+++\n\nAgain.\n\n+++\n\nAgain.\n")
    main(["release"])
    ids = [cell["id"] for cell in json.loads(released(tiny).read_text())["cells"]]
    assert len(set(ids)) == len(ids)


def test_check_reports_a_stale_release_and_writes_nothing(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release", "--check"]) == 1
    assert not released(tiny).exists()
    main(["release"])
    assert main(["release", "--check"]) == 0
    released(tiny).write_text("{}")
    capsys.readouterr()
    assert main(["release", "--check"]) == 1
    assert released(tiny).read_text() == "{}"
    assert "run 'course release tiny'" in capsys.readouterr().err


@pytest.mark.usefixtures("tiny")
def test_says_what_it_wrote(capsys: pytest.CaptureFixture[str]) -> None:
    main(["release"])
    main(["release"])
    assert capsys.readouterr().out.splitlines() == [
        "exercises/tiny/tiny.ipynb: written",
        "exercises/tiny/tiny.ipynb: unchanged",
    ]


@pytest.mark.usefixtures("tiny")
def test_unknown_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "tny"]) == 2
    assert capsys.readouterr().err == "course: unknown set 'tny'; known sets: tiny\n"


def test_outside_of_a_repository_the_installed_one_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["release", "nope"]) == 2
    assert "implicit-feedback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ([("solution", "surge", "### BEGIN SOLUTION\nx = 1")], "no end solution statement found"),
        ([("solution", "a", "x = 1"), ("solution", "a", "x = 2")], "Duplicate grade id: a"),
        ([("test", "t", "### BEGIN SOLUTION\n### END SOLUTION")], "non-solution cell"),
        ([("test", "t", "### BEGIN HIDDEN TESTS")], "No end hidden tests statement"),
    ],
)
def test_a_broken_set_is_refused_with_nbgraders_reason(
    tiny: Path,
    write_cells: Write,
    capsys: pytest.CaptureFixture[str],
    cells: list[tuple[str, str, str]],
    reason: str,
) -> None:
    write_cells(*cells)
    assert main(["release"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert reason in line
    assert "tiny.md" in line
    assert not released(tiny).exists()


def test_a_source_that_is_no_notebook(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tiny / "solutions" / "tiny.md").write_text("---\n: [broken\n---\n")
    assert main(["release"]) == 2
    assert "tiny.md" in capsys.readouterr().err
