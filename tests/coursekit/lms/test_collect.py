"""``course collect``: the right notebook of the right student, and nothing lost."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Name = Callable[..., str]


def told(said: str, student: str) -> str:
    """The table's lines on a student, with single spaces."""
    lines = [line for line in said.splitlines() if line.startswith(f"  {student} ")]
    return "\n".join(re.sub(" +", " ", line) for line in lines)


def test_a_download_of_canvas(
    lms: Any, tmp_path: Path, archive: Any, canvas_name: Name, nbgrader: Callable[..., None]
) -> None:
    lms.due("2026-01-05 12:00:00 UTC")
    files = {"double": "def double(x): return 0"}
    old, new = lms.notebook(**files), lms.notebook()
    made = archive(
        tmp_path / "submissions.zip",
        [
            (canvas_name("Lovelace, Ada", 12, 70, "shop-1.ipynb"), new),
            (canvas_name("Lovelace, Ada", 12, 60, "shop.ipynb"), old),
            (canvas_name("Lovelace, Ada", 12, 71, "notes.txt"), b"see there"),
            (canvas_name("Babbage, Ben", 13, 61, "shop.ipynb", late=True), new),
            (canvas_name("李, 雷", 14, 62, "我的作业.ipynb"), new),
            (canvas_name("Crook, Cyd", 15, 63, "essay.pdf"), b"%PDF"),
            ("__MACOSX/._x", b""),
        ],
    )
    listed = tmp_path / "canvas.csv"
    listed.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section\n"
        "A,12,,ada,\nB,13,,ben,\nC,14,,lei,\nD,15,,cyd,\n"
    )
    arguments = ("collect", made, "--students", listed)
    said = lms.course(*arguments, "--dry-run", code=1)
    assert "would be: 3 collected, 0 updated, 0 unchanged, 1 late, 1 not understood" in said
    assert not lms.everything()
    said = lms.course(*arguments, code=1)
    assert "shop: 3 collected, 0 updated, 0 unchanged, 1 late, 1 not understood\n" in said
    assert "collected lovelaceada_12_70_shop-1.ipynb the newest of 2 attempts" in told(said, "ada")
    assert "collected late babbageben_LATE_13_61_shop.ipynb late by an unknown" in told(said, "ben")
    assert "taken for shop.ipynb by its cells" in told(said, "lei")
    assert "not understood crookcyd_15_63_essay.pdf not shop.ipynb" in told(said, "cyd")
    assert lms.submitted("ada") == {"shop.ipynb": new, "notes.txt": b"see there"}
    assert lms.submitted("ben")["timestamp.txt"] == b"2026-01-05 12:00:01 UTC"
    assert lms.submitted("lei") == {"shop.ipynb": new}
    said = lms.course(*arguments, code=1)
    assert "shop: 0 collected, 0 updated, 3 unchanged, 1 late, 1 not understood\n" in said

    assert lms.room.grade("--workers", "1") == 0
    assert lms.room.scores("ada")["double-test"] == 2
    with lms.room.gradebook() as gradebook:
        assert gradebook.find_submission("shop", "ben").total_seconds_late == 1
    nbgrader(lms.root, "autograde", "shop", "--force", "--student", "ben")
    with lms.room.gradebook() as gradebook:
        assert gradebook.find_submission("shop", "ben").total_seconds_late == 1
        assert gradebook.find_submission("shop", "ben").score == 9


@pytest.mark.parametrize("flat", [False, True])
def test_a_download_of_moodle(
    lms: Any, tmp_path: Path, archive: Any, moodle_name: Name, flat: bool
) -> None:
    lms.due("2026-01-05 12:00:00 UTC")
    made = archive(
        tmp_path / "CS101-Shop-77.zip",
        [
            (moodle_name("Ada Lovelace", 501, "shop.ipynb", flat), lms.notebook()),
            (moodle_name("Ada Lovelace", 501, "data.csv", flat), b"1,2"),
            (moodle_name("Ben O'Hara_2", 502, "Shop.IPYNB", flat), lms.notebook()),
            (moodle_name("Cyd", 503, "onlinetext.html", flat, "onlinetext"), b"<p>"),
        ],
    )
    listed = tmp_path / "sheet.csv"
    listed.write_text(
        "Identifier,Full name,Email address,Last modified (submission)\n"
        'Participant 501,Ada,ada@x.org,"Monday, 5 January 2026, 12:30 PM"\n'
        'Participant 502,Ben,ben@x.org,"Monday, 5 January 2026, 1:30 PM"\n'
        "Participant 503,Cyd,cyd@x.org,-\n"
    )
    arguments = ("collect", made, "--students", listed, "--timezone", "Europe/Paris")
    said = lms.course(*arguments, code=1)
    assert "shop: 2 collected, 0 updated, 0 unchanged, 1 late, 1 not understood\n" in said
    assert lms.submitted("ada@x.org") == {
        "shop.ipynb": lms.notebook(),
        "data.csv": b"1,2",
        "timestamp.txt": b"2026-01-05 11:30:00 UTC",
    }
    assert lms.submitted("ben@x.org")["timestamp.txt"] == b"2026-01-05 12:30:00 UTC"
    assert "collected late" in told(said, "ben@x.org")
    assert "not shop.ipynb" in told(said, "cyd@x.org")
    assert lms.room.grade("--workers", "1") == 0
    with lms.room.gradebook() as gradebook:
        assert gradebook.find_submission("shop", "ben@x.org").total_seconds_late == 1800
        assert gradebook.find_submission("shop", "ada@x.org").total_seconds_late == 0


def test_folders_and_single_files(lms: Any, tmp_path: Path) -> None:
    folder = tmp_path / "unpacked" / "Ada_501_assignsubmission_file_" / "week"
    folder.mkdir(parents=True)
    (folder / "shop.ipynb").write_bytes(lms.notebook())
    (folder / "link.txt").symlink_to("/etc/passwd")
    single = tmp_path / "ben_13_61_shop.ipynb"
    single.write_bytes(lms.notebook())
    said = lms.course("collect", tmp_path / "unpacked", single, code=1)
    assert lms.submitted("501") == {"shop.ipynb": lms.notebook()}
    assert lms.submitted("13") == {"shop.ipynb": lms.notebook()}
    assert "link.txt a link" in told(said, "501")


def test_what_is_there_is_not_lost(lms: Any, tmp_path: Path) -> None:
    first, second, third = (lms.notebook(double=f"x = {n}") for n in range(3))
    file = tmp_path / "ada_12_60_shop.ipynb"
    for data, arguments, code, what in (
        (first, (), 0, "collected"),
        (first, (), 0, "unchanged"),
        (second, (), 1, "differs"),
        (second, ("--replace", "--dry-run"), 0, "updated"),
    ):
        file.write_bytes(data)
        said = lms.course("collect", file, *arguments, code=code)
        assert f"12 {what} " in told(said, "12")
        assert ("--replace takes this one instead" in said) is (what == "differs")
        assert lms.submitted("12") == {"shop.ipynb": first}
    for n, (data, before) in enumerate(((second, first), (third, second)), start=1):
        file.write_bytes(data)
        said = lms.course("collect", file, "--replace")
        assert f"the one before is in {lms.root}/replaced/12/shop/{n}" in said
        assert lms.submitted("12") == {"shop.ipynb": data}
        kept = lms.root / "replaced" / "12" / "shop" / str(n) / "shop.ipynb"
        assert kept.read_bytes() == before
    assert lms.room.grade("--workers", "1") == 0
    with lms.room.gradebook() as gradebook:
        assert [s.student.id for s in gradebook.assignment_submissions("shop")] == ["12"]


def test_something_else_in_the_place(lms: Any, tmp_path: Path) -> None:
    file = tmp_path / "ada_12_60_shop.ipynb"
    file.write_bytes(lms.notebook())
    (lms.root / "submitted" / "12").mkdir(parents=True)
    (lms.root / "submitted" / "12" / "shop").symlink_to(tmp_path)
    said = lms.course("collect", file, "--replace", code=1)
    assert "taken by something that is no folder" in told(said, "12")
    assert [p.name for p in tmp_path.iterdir()] == [file.name]


def test_a_link_within_what_is_there(lms: Any, tmp_path: Path) -> None:
    file = tmp_path / "ada_12_60_shop.ipynb"
    file.write_bytes(lms.notebook())
    lms.course("collect", file)
    (lms.root / "submitted" / "12" / "shop" / "more").symlink_to("/etc")
    assert "12 differs" in told(lms.course("collect", file, code=1), "12")


def test_a_disk_that_fails_leaves_the_old(
    lms: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ada_12_60_shop.ipynb"
    file.write_bytes(lms.notebook())
    lms.course("collect", file)
    before = lms.everything()
    file.write_bytes(lms.notebook(double="x = 1"))
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name.endswith(".new"):
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    assert "No space left" in lms.course("collect", file, "--replace", code=2)
    assert lms.everything() == before
    monkeypatch.undo()
    lms.course("collect", file, "--replace")
    assert lms.everything() != before


def test_two_downloads_of_one_student(lms: Any, tmp_path: Path, archive: Any) -> None:
    old, new = lms.notebook(double="x = 1"), lms.notebook()
    one = archive(
        tmp_path / "monday.zip",
        [("ada_12_60_shop.ipynb", old), ("ada_12_61_helper.py", b"old")],
    )
    two = archive(tmp_path / "friday.zip", [("ada_12_80_shop-1.ipynb", new)])
    lms.course("collect", two, one)
    assert lms.submitted("12") == {"shop.ipynb": new}, "files of the older download do not count"


def test_nothing_says_which_is_newer(
    lms: Any, tmp_path: Path, archive: Any, moodle_name: Name
) -> None:
    old, new = lms.notebook(double="x = 1"), lms.notebook()
    for file, data in (("shop.ipynb", old), ("shop (1).ipynb", new)):
        (tmp_path / file).write_bytes(data)
    pairs = [(moodle_name("Ada", 501, f.name), f.read_bytes()) for f in tmp_path.glob("*.ipynb")]
    said = lms.course("collect", archive(tmp_path / "a.zip", pairs), code=1)
    assert "nothing says which of them is newer" in told(said, "501")
    assert not lms.everything()
    same = [(name, new) for name, _ in pairs]
    lms.course("collect", archive(tmp_path / "b.zip", same))
    assert lms.submitted("501") == {"shop.ipynb": new}


def test_notebooks_beside_the_right_one(
    lms: Any, tmp_path: Path, archive: Any, moodle_name: Name
) -> None:
    other = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
    made = archive(
        tmp_path / "a.zip",
        [
            (moodle_name("Ada", 501, "shop.ipynb"), lms.notebook()),
            (moodle_name("Ada", 501, "draft.ipynb"), lms.notebook(double="x = 1")),
            (moodle_name("Ada", 501, "empty.ipynb"), other),
            (moodle_name("Ben", 502, "empty.ipynb"), other),
            (moodle_name("Cyd", 503, "broken.ipynb"), b"{"),
            (moodle_name("Dan", 504, "shop.ipynb"), b"{"),
        ],
    )
    said = lms.course("collect", made, code=1)
    assert lms.submitted("501") == {"shop.ipynb": lms.notebook()}
    assert "left out draft.ipynb: shop.ipynb is there too" in told(said, "501")
    assert "left out empty.ipynb: no notebook of this set" in told(said, "501")
    for student in ("502", "503"):
        assert "no cell of shop.ipynb in it" in told(said, student)
    assert lms.submitted("504") == {"shop.ipynb": b"{"}, "the grader says what is wrong with it"


def test_a_students_own_archive(
    lms: Any, tmp_path: Path, archive: Any, zipped: Callable[..., bytes]
) -> None:
    inside = {
        "work/shop.ipynb": lms.notebook(),
        "work/data/a.csv": b"1",
        "work/.ipynb_checkpoints/shop-checkpoint.ipynb": b"{}",
        "__MACOSX/work/._shop.ipynb": b"",
    }
    deeper = zipped({"more.zip": zipped(inside), "shop.ipynb": lms.notebook()})
    made = archive(
        tmp_path / "a.zip",
        [
            ("ada_12_60_work.zip", zipped(inside)),
            ("ben_13_61_work.zip", deeper),
            ("cyd_14_62_work.tar.gz", b"\x1f\x8b"),
            ("dan_15_63_work.zip", b"PK broken"),
        ],
    )
    said = lms.course("collect", made, code=1)
    assert lms.submitted("12") == {"shop.ipynb": lms.notebook(), "data/a.csv": b"1"}
    assert lms.submitted("13") == {"shop.ipynb": lms.notebook()}
    assert "more.zip an archive within an archive" in told(said, "13")
    assert "an archive that is not a zip: unpack it" in told(said, "14")
    assert "damaged" in told(said, "15")


def test_an_archive_made_on_a_mac(
    lms: Any, tmp_path: Path, archive: Any, moodle_name: Name
) -> None:
    """Its names are UTF-8 but not marked so."""
    pairs = [(moodle_name("Kurt Gödel", 501, f), lms.notebook()) for f in ("shop.ipynb",)]
    pairs += [(moodle_name("Kurt Gödel", 501, "übung.csv"), b"1")]
    made = archive(tmp_path / "a.zip", pairs)
    data = bytearray(made.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        for found in re.finditer(re.escape(mark), bytes(data)):
            data[found.start() + flags] &= ~0x08
    made.write_bytes(data)
    lms.course("collect", made)
    assert sorted(lms.submitted("501")) == ["shop.ipynb", "übung.csv"]


def test_late_without_a_due_date(lms: Any, tmp_path: Path) -> None:
    file = tmp_path / "ada_LATE_12_60_shop.ipynb"
    file.write_bytes(lms.notebook())
    said = lms.course("collect", file)
    assert "late, but the set has no due date in the gradebook" in told(said, "12")
    assert "timestamp.txt" not in lms.submitted("12")


def test_times_in_names(lms: Any, tmp_path: Path) -> None:
    lms.due("2026-01-05 12:00:00 UTC")
    for student, stamp in (("ben", "2026-01-05T13:00"), ("cyd", "2026-01-05T11:00"), ("dan", "x")):
        (tmp_path / f"{student}_{stamp}_shop.ipynb").write_bytes(lms.notebook())
    (tmp_path / "ben_2026-01-05T10:00_shop.ipynb").write_bytes(b"{}")
    pattern = r"(?P<student_id>\w+?)_(?P<timestamp>[^_]+)_(?P<file_id>.+)"
    said = lms.course("collect", tmp_path, "--pattern", pattern, code=1)
    assert lms.submitted("ben") == {
        "shop.ipynb": lms.notebook(),
        "timestamp.txt": b"2026-01-05 13:00:00 UTC",
    }
    assert "collected late" in told(said, "ben")
    assert "collected late" not in told(said, "cyd")
    assert "its time cannot be read" in told(said, "?")


def test_an_extension_counts(lms: Any, tmp_path: Path) -> None:
    lms.due("2026-01-05 12:00:00 UTC")
    lms.give("12")
    with lms.room.gradebook() as gradebook:
        gradebook.grant_extension("shop", "12", days=1)
    (tmp_path / "12_2026-01-05T13:00_shop.ipynb").write_bytes(lms.notebook())
    pattern = r"(?P<student_id>\w+?)_(?P<timestamp>[^_]+)_(?P<file_id>.+)"
    said = lms.course("collect", tmp_path, "--pattern", pattern)
    assert "0 late" in said


def test_a_time_that_is_not_understood(lms: Any, tmp_path: Path) -> None:
    (tmp_path / "ada_12_60_shop.ipynb").write_bytes(lms.notebook())
    (tmp_path / "ids.csv").write_text("lms,student,submitted\n12,ada,lundi matin\n")
    said = lms.course(
        "collect", tmp_path / "ada_12_60_shop.ipynb", "--students", tmp_path / "ids.csv"
    )
    assert "its time was not understood: lundi matin" in told(said, "ada")


def test_who_is_not_in_the_list(lms: Any, tmp_path: Path) -> None:
    (tmp_path / "ada_12_60_shop.ipynb").write_bytes(lms.notebook())
    for name in ("x_99_12_67_shop.ipynb", "x_99_777_b_12_67_shop.ipynb"):
        (tmp_path / name).write_bytes(lms.notebook(double="x = 1"))
    (tmp_path / "eve_77_60_shop.ipynb").write_bytes(lms.notebook())
    ids = tmp_path.with_name("ids.csv")
    ids.write_text("lms,student\n12,ada\n99,zoe\n")
    said = lms.course("collect", tmp_path, "--students", ids, code=1)
    assert "its name fits the students 99 and 12" in told(said, "?"), (
        "x_99 is what 12 calls himself"
    )
    assert "77 is not in ids.csv" in told(said, "?")
    assert not lms.submitted("zoe")
    assert lms.submitted("ada") == {"shop.ipynb": lms.notebook()}


def test_two_names_for_one_student(lms: Any, tmp_path: Path, archive: Any) -> None:
    made = archive(
        tmp_path / "a.zip",
        [
            ("zoe_99_70_shop.ipynb", lms.notebook()),
            ("x_99_888_b_12_71_shop.ipynb", lms.notebook(double="x = 1")),
            ("ada_13_72_shop.ipynb", lms.notebook()),
        ],
    )
    said = lms.course("collect", made, code=1)
    assert told(said, "99").count("two names for one student (x and zoe)") == 2
    assert list(lms.submitted("13")) == ["shop.ipynb"]
    assert not lms.submitted("99")


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda p: p / "none.zip", "there is no file or folder"),
        (lambda p: _written(p / "a.zip", b""), "cannot read"),
        (lambda p: _written(p / "a.zip", b"PK\x05\x06 not quite"), "download it again"),
        (lambda p: _written(p / "shop.ipynb", b"{}"), "no file name fits, such as 'shop.ipynb'"),
        (lambda p: p, "holds no files"),
    ],
)
def test_bad_input(lms: Any, tmp_path: Path, make: Callable[[Path], Path], problem: str) -> None:
    assert problem in lms.course("collect", make(tmp_path), code=2)
    assert not lms.everything()


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_bad_arguments(lms: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from coursekit import cli

    file = _written(tmp_path / "ada_12_60_shop.ipynb", lms.notebook())
    assert "no time zone" in lms.course("collect", file, "--timezone", "Mars", code=2)
    assert cli.main(["collect", "shopp", str(file), "--class", str(lms.root)]) == 2
    assert "no set 'shopp'" in capsys.readouterr().err
    (lms.root / "gradebook.db").unlink()
    assert "there is no gradebook" in lms.course("collect", file, code=2)
    assert not lms.everything()
