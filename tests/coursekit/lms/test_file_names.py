"""Which student a file name speaks of, and who is who."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from traitlets.config import Config

from coursekit.errors import CourseError
from coursekit.lms.archives import Entry
from coursekit.lms.file_names import Claim, Reader
from coursekit.lms.people import Roster

NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
FILES = NAMES.map(lambda name: f"{name.replace('/', '-').replace(chr(92), '-')}.ipynb")


def entry(name: str) -> Entry:
    return Entry("download.zip", name, lambda: Path("/dev/null").open("rb"))


def read(name: str, pattern: str | None = None, config: Config | None = None) -> Claim | None:
    return Reader(config or Config(), pattern, [entry(name)]).read(entry(name))


@given(NAMES, st.integers(1, 10**9), st.integers(1, 10**9), FILES, st.booleans())
def test_canvas_names(
    canvas_name: Callable[..., str], who: str, user: int, number: int, file: str, late: bool
) -> None:
    """Whatever students call themselves and their files, the number that Canvas adds counts."""
    who = re.sub(r"_\W*\d", "", who)  # numbers of their own: `course collect` tells of these
    claim = read(canvas_name(who, user, number, file, late))
    assert claim is not None
    assert (claim.student, claim.attempt, claim.late) == (str(user), number, late)
    assert claim.file == re.sub(r'[:*?"<>|]+', "_", file)


@given(NAMES, st.integers(1, 10**9), FILES, st.booleans())
def test_moodle_names(
    moodle_name: Callable[..., str], who: str, user: int, file: str, flat: bool
) -> None:
    claim = read(moodle_name(who, user, file, flat))
    assert claim is not None
    assert (claim.student, claim.file) == (str(user), file)


@pytest.mark.parametrize(
    ("name", "student", "file", "late"),
    [
        ("lovelaceada_12345_67890_shop.ipynb", "12345", "shop.ipynb", False),
        ("lovelaceada_LATE_12345_67890_shop-1.ipynb", "12345", "shop-1.ipynb", True),
        ("lovelaceada_late_12345_67890_shop.ipynb", "12345", "shop.ipynb", True),
        ("ada_12345_67890_2026_01_shop.ipynb", "12345", "2026_01_shop.ipynb", False),
        ("ada_12345_67890_x_99_77_shop.ipynb", "12345", "x_99_77_shop.ipynb", False),
        ("李雷_12345_67890_作业.ipynb", "12345", "作业.ipynb", False),
        ("12345_67890_shop.ipynb", "12345", "shop.ipynb", False),
        ("anon_a1B2c_67890_12_shop.ipynb", "anon_a1B2c", "12_shop.ipynb", False),
        ("LATE_anon_a1B2c_67890_shop.ipynb", "anon_a1B2c", "shop.ipynb", True),
        ("ada_12345_text.html", "12345", "text.html", False),
        ("submissions/week 1/ada_12345_67890_shop.ipynb", "12345", "shop.ipynb", False),
        ("Ada L_12_assignsubmission_file_/shop.ipynb", "12", "shop.ipynb", False),
        ("Ada L_12_assignsubmission_file/shop.ipynb", "12", "shop.ipynb", False),
        ("Ada L_12_assignsubmission_file_/week/shop.ipynb", "12", "week/shop.ipynb", False),
        ("Ada L_12_assignsubmission_file_shop.ipynb", "12", "shop.ipynb", False),
        ("Ada L_12_assignsubmission_onlinetext_/onlinetext.html", "12", "onlinetext.html", False),
        ("a/Ada L_12_assignsubmission_file_/shop.ipynb", "12", "shop.ipynb", False),
        ("A_12_assignsubmission_file_x_99_assignsubmission_file_y.ipynb",
         "12", "x_99_assignsubmission_file_y.ipynb", False),
    ],
)  # fmt: skip
def test_names_as_the_systems_give_them(name: str, student: str, file: str, late: bool) -> None:
    claim = read(name)
    assert claim is not None
    assert (claim.student, claim.file, claim.late) == (student, file, late)


@pytest.mark.parametrize(
    "name", ["shop.ipynb", "ada/shop.ipynb", "hw_1_final.ipynb", "ada_1.ipynb"]
)
def test_other_names_are_not_guessed(name: str) -> None:
    assert read(name) is None


def test_patterns_as_nbgraders_documentation_has_them() -> None:
    pattern = r".*_(?P<student_id>\w+)_attempt_(?P<timestamp>[0-9\-]+)_(?P<file_id>\w+)"
    name = "ps1_bitdiddle_attempt_2016-01-30_problem1.ipynb"
    settings = Config({"FileNameCollectorPlugin": {"named_regexp": pattern}})
    for claim in (read(name, pattern), read(name, None, settings)):
        assert claim is not None
        assert (claim.student, claim.file) == ("bitdiddle", "problem1.ipynb")
        assert claim.timestamp == datetime.datetime(2016, 1, 30)
    folders = r"(?P<student_id>[^/]+)/(?P<file_id>.+)"
    claim = read("ada/data/shop.csv", folders)
    assert claim is not None
    assert (claim.student, claim.file) == ("ada", "data/shop.csv")


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [("(", "no regular expression"), (r"(?P<student_id>\w+)", "lacks the group .*file_id")],
)
def test_bad_patterns(pattern: str, problem: str) -> None:
    with pytest.raises(CourseError, match=problem):
        read("x", pattern)


def roster(path: Path, text: str, **options: str) -> Roster:
    path.write_text(text, encoding="utf-8")
    return Roster.read(path, options.get("column"), options.get("zone", "UTC"))


def test_our_own_list(tmp_path: Path) -> None:
    told = roster(
        tmp_path / "ids.csv",
        "student;lms;submitted\nada;12;2026-01-05 12:00\nben;13;2026-01-05T12:00+02:00\n"
        "cyd;14;\ndan;15;yesterday\neve;16;5/1/2026 12:00\n;17;\n",
        zone="America/New_York",
    )
    assert told.students == {"12": "ada", "13": "ben", "14": "cyd", "15": "dan", "16": "eve"}
    assert told.submitted == {
        "12": datetime.datetime(2026, 1, 5, 17),
        "13": datetime.datetime(2026, 1, 5, 10),
    }
    assert told.unread == {"15": "yesterday", "16": "5/1/2026 12:00"}


def test_canvas_as_the_list(tmp_path: Path) -> None:
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Shop (4)\n    Points Possible,,,,,14\n"
        '"Lovelace, Ada",12,s1,ada,A,\n"Student, Test",99,,,A,\n'
    )
    assert roster(tmp_path / "c.csv", text).students == {"12": "ada"}
    assert roster(tmp_path / "c.csv", text, column="sis user id").students == {"12": "s1"}
    without = text.replace("ada", "")
    assert roster(tmp_path / "c.csv", without).students == {"12": "s1"}, "no login is shown"


def test_moodle_as_the_list(tmp_path: Path) -> None:
    text = (
        "Identifier,Full name,ID number,Email address,Last modified (submission)\n"
        'Participant 12,Ada,a1,ada@x.org,"Monday, 5 January 2026, 3:04 PM"\n'
        "Participant 13,Ben,b2,ben@x.org,-\n"
    )
    told = roster(tmp_path / "m.csv", text, zone="Europe/Paris")
    assert told.students == {"12": "a1", "13": "b2"}
    assert told.submitted == {"12": datetime.datetime(2026, 1, 5, 14, 4)}
    told = roster(tmp_path / "m.csv", text, column="Email address")
    assert told.students == {"12": "ada@x.org", "13": "ben@x.org"}


@pytest.mark.parametrize(
    ("text", "options", "problem"),
    [
        ("name,mark\na,1\n", {}, "does not say who is who"),
        ("lms,student\n1,a\n", {"column": "login"}, "columns 'lms' and the column 'login'"),
        ("lms,student\n1,a\n1,b\n", {}, "'1' is both 'a' and 'b'"),
        ("lms,student\n1,a\n2,a\n", {}, "two students have the id 'a'"),
        ("lms,student,submitted\n1,a,2026-01-05\n", {"zone": "Mars"}, "no time zone 'Mars'"),
    ],
)
def test_bad_lists(tmp_path: Path, text: str, options: dict[str, str], problem: str) -> None:
    with pytest.raises(CourseError, match=problem):
        roster(tmp_path / "ids.csv", text, **options)
