"""``course new``: a class that plain nbgrader can run, or nothing at all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from coursekit.cli import main

Write = Callable[..., None]


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder outside of the repository."""
    return tmp_path_factory.mktemp("classes")


def error_line(capsys: pytest.CaptureFixture[str]) -> str:
    [line] = capsys.readouterr().err.splitlines()
    return line


def test_a_class(tiny: Path, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["release"])
    assert main(["new", str(place / "cs101")]) == 0
    assert "course grade tiny" in capsys.readouterr().out
    made = place / "cs101"
    assert {path.name for path in made.iterdir()} == {
        *("nbgrader_config.py", "gradebook.db", "source", "release", "submitted"),
    }
    assert (made / "release/tiny/tiny.ipynb").read_bytes() == (
        tiny / "exercises/tiny/tiny.ipynb"
    ).read_bytes(), "students of the book and of the class get the same notebook"
    assert "too much is not doubled" in (made / "source/tiny/tiny.ipynb").read_text()
    with Gradebook(f"sqlite:///{made}/gradebook.db") as gradebook:
        assert gradebook.find_assignment("tiny").max_score == 6
    assert list(place.iterdir()) == [made], "no staging folder may stay behind"
    assert str(place) not in (made / "nbgrader_config.py").read_text()


@pytest.mark.usefixtures("tiny")
def test_unknown_set(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(place / "cs101"), "--set", "tiny", "drfit"]) == 2
    assert error_line(capsys) == "course: unknown set 'drfit'; known sets: tiny"
    assert not list(place.iterdir())


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("kind", ["file", "directory", "dangling link"])
def test_an_existing_target_is_left_alone(
    place: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    target = place / "cs101"
    if kind == "file":
        target.write_text("mine")
    elif kind == "directory":
        target.mkdir()
    else:
        target.symlink_to(place / "nowhere")
    before = target.lstat()
    assert main(["new", str(target)]) == 2
    assert "exists already" in error_line(capsys)
    assert target.lstat() == before
    assert list(place.iterdir()) == [target]


def test_inside_the_repository(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "cs101"]) == 2
    assert "inside the repository" in error_line(capsys)
    assert not (tiny / "cs101").exists()


@pytest.mark.usefixtures("tiny")
def test_a_missing_parent(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(place / "2026" / "cs101")]) == 2
    assert "2026 is not a directory" in error_line(capsys)


@pytest.mark.usefixtures("tiny")
def test_a_place_that_nobody_can_write_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "/proc/cs101"]) == 2
    assert "cannot make /proc/cs101" in error_line(capsys)


def test_a_set_that_nbgrader_refuses_leaves_nothing(
    write_cells: Write, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_cells(("solution", "a", "x = 1"), ("solution", "a", "x = 2"))
    assert main(["new", str(place / "cs101")]) == 2
    assert "tiny" in error_line(capsys)
    assert not list(place.iterdir())


@pytest.mark.usefixtures("tiny")
def test_a_class_to_rehearse_with(place: Path) -> None:
    assert main(["new", str(place / "rehearsal"), "--practice", "30"]) == 0
    assert main(["new", str(place / "again"), "--practice", "30"]) == 0
    works = sorted((place / "rehearsal" / "submitted").glob("*/tiny/tiny.ipynb"))
    assert len(works) == 30
    texts = {work: work.read_text() for work in works}
    assert all(
        (place / "again" / work.relative_to(place / "rehearsal")).read_text() == text
        for work, text in texts.items()
    ), "the same class at each call"
    for answer in ("else x + x", "return 2 * x if x >= top", "NotImplementedError"):
        assert 0 < sum(answer in text for text in texts.values()) < 30
    assert not any("HIDDEN TESTS" in text or "# why:" in text for text in texts.values())


@pytest.mark.usefixtures("tiny")
def test_no_negative_class(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(place / "cs101"), "--practice", "-3"]) == 2
    assert "no negative students" in error_line(capsys)


@pytest.mark.usefixtures("tiny")
def test_a_due_date_and_what_lateness_costs(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    due = ["--due", "2027-01-15T23:59+01:00", "--late", "zero"]
    assert main(["new", str(place / "cs101"), "--practice", "1", *due]) == 0
    room = place / "cs101"
    (student,) = (room / "submitted").iterdir()
    stamp = student / "tiny" / "timestamp.txt"
    scores = []
    for moment in ("2027-01-15 22:58:00 UTC", "2027-01-15 23:00:00 UTC"):
        stamp.write_text(moment)
        assert main(["grade", "tiny", "--class", str(room), "--judges", "in-place"]) == 0
        with Gradebook(f"sqlite:///{room}/gradebook.db") as gradebook:
            submission = gradebook.find_submission("tiny", student.name)
            assert submission.duedate.isoformat() == "2027-01-15T22:59:00"
            penalty = sum(n.late_submission_penalty or 0 for n in submission.notebooks)
            scores.append((submission.score, penalty))
    (in_time, none), (late, penalty) = scores
    assert in_time > 0
    assert (none, penalty) == (0, late)


@pytest.mark.usefixtures("tiny")
def test_a_due_date_that_is_none(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["new", str(place / "cs101"), "--due", "Friday"])
    assert "'Friday' is no date and time such as" in capsys.readouterr().err
