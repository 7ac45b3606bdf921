"""Every error names the problem and the way out, in one line, with exit code 2."""

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from coursekit import cli
from coursekit.assignment.course import Course
from coursekit.gradebook import opening
from coursekit.grading.engine import self_attack


@pytest.fixture(scope="module")
def shop(classroom: Callable[..., Any]) -> Any:
    room = classroom("shop")
    room.hand_in("ada")
    return room


def _told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(["grade", *arguments]) == 2
    error = capsys.readouterr().err
    assert error.startswith("course: ")
    assert error.count("\n") == 1
    return error


def test_no_such_set(shop: Any, capsys: pytest.CaptureFixture[str]) -> None:
    error = _told(capsys, "shopp", "--class", str(shop.root))
    assert "'shopp'" in error
    assert "there are: shop" in error


def test_not_a_course(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "not a course directory" in _told(capsys, "shop", "--class", str(tmp_path))
    assert "no folder" in _told(capsys, "shop", "--class", str(tmp_path / "none"))


def test_nobody_handed_in(
    classroom: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    room = classroom("shop")
    assert "nobody has handed in" in _told(capsys, "shop", "--class", str(room.root))


def test_unknown_student(shop: Any, capsys: pytest.CaptureFixture[str]) -> None:
    error = _told(capsys, "shop", "--class", str(shop.root), "--student", "eve")
    assert "'eve' has not handed in" in error


@pytest.mark.parametrize(
    "limit",
    [
        *("--cell-time=-5", "--test-time=nan", "--total-time=inf", "--cell-time=0", "--memory=-1"),
        "--workers=0",
    ],
)
def test_limits_that_are_none(shop: Any, capsys: pytest.CaptureFixture[str], limit: str) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["grade", "shop", "--class", str(shop.root), limit])
    assert ended.value.code == 2
    assert limit.partition("=")[0] in capsys.readouterr().err


CONFIGURATIONS = {
    "not Python": ("nbgrader_config.py", "c = get_config(", "nbgrader_config.py cannot be read"),
    "an error": ("nbgrader_config.py", "raise RuntimeError('no')", "RuntimeError: no"),
    "an end": ("nbgrader_config.py", "raise SystemExit", "SystemExit"),
    "not JSON": ("nbgrader_config.json", "{", "nbgrader_config.json cannot be read"),
    "no address": (
        "nbgrader_config.py", "c = get_config()\nc.CourseDirectory.db_url = 'nowhere'",
        "configuration",
    ),
    "another type": (
        "nbgrader_config.py", "c = get_config()\nc.CourseDirectory.course_id = 5", "course_id",
    ),
    "no manner": (
        "nbgrader_config.py", "c = get_config()\nc.Coursekit.on_doubt = {'shop': 'guess'}",
        "'flag' or 'withhold'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", CONFIGURATIONS)
def test_configuration(
    classroom: Callable[..., Any], capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    name, text, said = CONFIGURATIONS[kind]
    room = classroom("shop")
    room.hand_in("ada")
    (room.root / name).write_text(text)
    assert said in _told(capsys, "shop", "--class", str(room.root))


def test_another_kernel(classroom: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    room = classroom("shop")
    room.hand_in("ada")
    kernel = '{"name": "ir", "language": "R", "display_name": "R"}'
    with sqlite3.connect(room.root / "gradebook.db") as database:
        database.execute("UPDATE notebook SET kernelspec = ?", [kernel])
    error = _told(capsys, "shop", "--class", str(room.root))
    assert "'ir' (R)" in error
    assert "nbgrader autograde" in error


def test_gradebook_that_is_gone(
    classroom: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = classroom("shop")
    course = Course.at(room.root)
    (room.root / "gradebook.db").unlink()
    error = OperationalError("", {}, Exception("disk I/O error"))
    assert "is gone" in str(opening.explained(error, course))
    (room.root / "gradebook.db").touch()
    assert "read-only or immutable" in str(opening.explained(error, course))
    monkeypatch.setattr(opening, "ROOM", 1 << 80)
    assert "disk is full" in str(opening.explained(error, course))


def test_a_course_that_is_only_read(
    classroom: Callable[..., Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room = classroom("shop")
    room.hand_in("ada")
    assert room.grade("--workers", "1") == 0
    with sqlite3.connect(room.root / "gradebook.db") as database:
        database.execute("DROP TABLE coursekit_grading")
    page = tmp_path / "report.html"
    before = (room.root / "gradebook.db").read_bytes()
    place = ["--class", str(room.root)]
    assert cli.main(["report", "shop", *place, "--output", str(page)]) == 0
    assert cli.main(["export", "shop", *place, "--format", "csv",
                     "--unfinished", "--to", str(tmp_path / "grades.csv")]) == 0  # fmt: skip
    assert page.exists()
    assert (room.root / "gradebook.db").read_bytes() == before
    capsys.readouterr()


def test_not_generated(classroom: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    room = classroom("shop")
    room.hand_in("ada")
    (room.root / "source" / "new").mkdir()
    (room.root / "submitted" / "ada" / "new").mkdir()
    error = _told(capsys, "new", "--class", str(room.root))
    assert "nbgrader generate_assignment new" in error


def test_source_changed(classroom: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    room = classroom("shop")
    room.hand_in("ada")
    path = room.root / "source" / "shop" / "shop.ipynb"
    path.write_text(path.read_text().replace('"root-test"', '"roots-test"'))
    error = _told(capsys, "shop", "--class", str(room.root))
    assert "roots-test" in error
    assert "generate_assignment" in error


@pytest.mark.parametrize("line", ["assert root(4) ==", "return 5"])
def test_test_that_is_not_python(
    classroom: Callable[..., Any], capsys: pytest.CaptureFixture[str], line: str
) -> None:
    room = classroom("shop")
    room.hand_in("ada")
    with sqlite3.connect(room.root / "gradebook.db") as database:
        database.execute("UPDATE source_cell SET source = ? WHERE name = 'root-test'", [line])
    error = _told(capsys, "shop", "--class", str(room.root))
    assert "'root-test'" in error
    assert "line 1" in error
    assert "generate_assignment" in error


def test_locked_gradebook(
    classroom: Callable[..., Any],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.2)
    room = classroom("shop")
    room.hand_in("ada")
    with sqlite3.connect(room.root / "gradebook.db") as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "is locked" in _told(capsys, "shop", "--class", str(room.root))
        other.rollback()


def test_gradebook_of_another_version(
    classroom: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    room = classroom("shop")
    room.hand_in("ada")
    with sqlite3.connect(room.root / "gradebook.db") as database:
        database.execute("ALTER TABLE student DROP COLUMN lms_user_id")
    assert "nbgrader db upgrade" in _told(capsys, "shop", "--class", str(room.root))


def test_damaged_gradebook(
    classroom: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    room = classroom("shop")
    room.hand_in("ada")
    (room.root / "gradebook.db").write_bytes(b"not a database" * 1000)
    assert "no gradebook" in _told(capsys, "shop", "--class", str(room.root))


def test_no_gradebook(classroom: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    room = classroom("shop")
    room.hand_in("ada")
    (room.root / "gradebook.db").unlink()
    error = _told(capsys, "shop", "--class", str(room.root))
    assert "there is no gradebook" in error
    assert not (room.root / "gradebook.db").exists()


def test_no_sandbox(
    shop: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_attack, "available", lambda backend: f"{backend} is forbidden here")
    error = _told(capsys, "shop", "--class", str(shop.root))
    assert "nothing was graded" in error
    assert "--unsafe" in error
    with shop.gradebook() as gradebook:
        assert gradebook.assignment_submissions("shop") == []


def test_sandbox_with_a_hole(
    shop: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_attack, "attack", lambda *_: ["the network"])
    error = _told(capsys, "shop", "--class", str(shop.root))
    assert "got through to the network" in error


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for a course, not for its results."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk takes root")
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if subprocess.run(mount, check=False).returncode:
        pytest.skip("this machine does not allow to mount")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_disk_full(
    classroom: Callable[..., Any], small_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room = classroom("shop")
    for number in range(4):
        room.hand_in(f"student-{number}")
    (room.root / "autograded").mkdir(exist_ok=True)
    subprocess.run(["cp", "-a", f"{room.root}/.", str(small_disk)], check=True)
    filler = small_disk / "filler"
    room.root = small_disk
    with pytest.raises(OSError, match="No space"):
        filler.write_bytes(b"x" * (2 << 20))
    error = _told(capsys, "shop", "--class", str(small_disk), "--workers", "1")
    assert "disk is full" in error or "No space left" in error
    filler.unlink()
    assert room.grade("--workers", "1") == 0
    for number in range(4):
        assert room.scores(f"student-{number}")["double-test"] == 2
