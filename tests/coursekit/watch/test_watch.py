"""Hand-ins from nbgrader's own exchange, graded by the real engine, and feedback fetched back."""

import json
from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from coursekit import cli
from coursekit.assignment.course import Course
from coursekit.gradebook.attempts import ATTEMPT
from coursekit.gradebook.recorder import Recorder
from coursekit.watch import command, service

WRONG = {"double": "def double(x): return x"}  # loses 2 of 9 points
WORSE = {**WRONG, "cost": "def cost(items): return 0"}  # loses 5
FULL = 9.0


def test_submit_watch_and_fetch_feedback(
    exchanged: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    exchanged.submit("ada")
    exchanged.submit("ben", WRONG)
    exchanged.submit("ben")
    assert exchanged.watch() == 0
    assert exchanged.points("ada") == exchanged.points("ben") == FULL
    scores = [(a["student"], a["number"], a["score"], a["counts"]) for a in exchanged.attempts()]
    assert scores == [("ada", 1, 9, True), ("ben", 1, 7, False), ("ben", 2, 9, True)]
    first, second = exchanged.fetch_feedback("ben")
    assert "double(2) should be 4, not 2" in first
    assert "double(2) should be 4, not 2" not in second
    assert "918273645" not in first + second, "a hidden test is shown"
    (only,) = exchanged.fetch_feedback("ada")
    assert "waits for your instructor" in only
    told = capsys.readouterr().out
    assert "ben: attempt 1: 7 of 9 points" in told
    assert exchanged.watch("--json") == 0, "there is nothing more to do"
    (state,) = json.loads(capsys.readouterr().out)
    assert state["graded"] == 3
    assert state["waiting"] == state["failed"] == []
    assert {q["test"]: q["failing"] for q in state["questions"]} == {
        "double-test": 0, "cost-test": 0, "root-test": 0,
    }  # fmt: skip


def test_what_most_people_fail_is_told_of_their_last_attempts(
    exchanged: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    for student, answers in (("ada", WRONG), ("ben", WORSE), ("cyd", WORSE), ("cyd", WRONG)):
        exchanged.submit(student, answers)
    assert exchanged.watch("--json") == 0
    (state,) = json.loads(capsys.readouterr().out)
    failing = [(q["test"], q["failing"], q["students"]) for q in state["questions"]]
    assert failing == [("double-test", 3, 3), ("cost-test", 1, 3), ("root-test", 0, 3)]
    assert 0 < state["took"]["wait_median"] <= state["took"]["wait_worst"]
    assert cli.main(["report", "shop", "--class", str(exchanged.room.root)]) == 0
    reports = exchanged.room.root / "reports"
    soup = BeautifulSoup((reports / "shop.html").read_text(), "html.parser")
    section = soup.find(id="attempts").parent
    assert "3 students have handed in 4 attempts" in section.get_text(" ", strip=True)
    assert "double(2) should be 4, not 2" in section.get_text()
    links = [a["href"] for a in section.find_all("a")]
    assert links
    assert all((reports / link).is_file() for link in links)
    assert all("/attempts/" in link for link in links)


def test_the_state_is_in_the_log_every_so_often(
    exchanged: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "SUMMED_UP", 0.0)
    exchanged.submit("ada", WRONG)
    lines: list[str] = []

    def tell(line: str) -> None:
        lines.append(line)
        if line.startswith("shop: 0 waiting"):
            raise KeyboardInterrupt

    arguments = cli.command_line().parse_args(exchanged.command())
    arguments.sets.append("another")  # in a log of several sets each line names its set
    course = Course.at(exchanged.room.root)
    with pytest.raises(KeyboardInterrupt), service.Service(course, "shop", arguments, tell) as it:
        it.serve()
    assert "ada, shop: attempt 1: 7 of 9 points" in lines[0]
    assert "1 graded of 1 students" in lines[1]
    assert "double-test: 1 of 1 fail it in their last attempt" in lines[1]


@pytest.mark.parametrize(
    ("rule", "expected"), [("last", 4.0), ("best", 9.0), ("last-before-due", 7.0)]
)
def test_the_rule_says_which_attempt_counts(exchanged: Any, rule: str, expected: float) -> None:
    exchanged.due(10)
    exchanged.submit("ada", minute=1)
    exchanged.submit("ada", WRONG, minute=2)
    exchanged.submit("ada", WORSE, minute=20)
    assert exchanged.watch("--counts", rule) == 0
    assert exchanged.points("ada") == expected
    assert [a["score"] for a in exchanged.attempts("ada")] == [9, 7, 4]
    assert [a["score"] for a in exchanged.attempts("ada") if a["counts"]] == [expected]
    assert len(exchanged.fetch_feedback("ada")) == 3, "each attempt has its feedback"


def test_another_rule_grades_anew_what_counts_by_it(exchanged: Any) -> None:
    exchanged.submit("ada")
    exchanged.submit("ada", WORSE)
    assert exchanged.watch() == 0
    assert exchanged.points("ada") == 4
    assert exchanged.watch("--counts", "best") == 0
    assert exchanged.points("ada") == FULL
    assert [a["counts"] for a in exchanged.attempts("ada")] == [True, False]


def test_nbgraders_due_date_and_penalty_hold(exchanged: Any) -> None:
    (exchanged.room.root / "late.py").write_text(
        "from nbgrader.plugins import BasePlugin\n"
        "class Late(BasePlugin):\n"
        "    def late_submission_penalty(self, student_id, score, total_seconds_late):\n"
        "        return 3.0\n"
    )
    exchanged.configure(
        "import sys\nsys.path.insert(0, '.')\n"
        "from late import Late\nc.AssignLatePenalties.plugin_class = Late"
    )
    exchanged.due(10)
    exchanged.submit("ada", WRONG, minute=5)
    exchanged.submit("ada", minute=15)
    assert exchanged.watch("--counts", "best") == 0
    first, second = exchanged.attempts("ada")
    assert (first["score"], first["penalty"], first["counts"]) == (7, 0, True)
    assert (second["score"], second["penalty"], second["counts"]) == (6, 3, False)
    assert exchanged.points("ada") == 7


def test_attempts_are_limited_in_number(exchanged: Any) -> None:
    for answers in (WORSE, WRONG, None):
        exchanged.submit("ada", answers)
    exchanged.submit("ben")
    assert exchanged.watch("--attempts", "2") == 0
    assert [a["state"] for a in exchanged.attempts("ada")] == ["graded", "graded", "refused"]
    assert exchanged.points("ada") == 7
    assert exchanged.points("ben") == FULL
    *_, told = exchanged.fetch_feedback("ada")
    assert "all 2 attempts at this set are used up" in told


def test_attempts_are_limited_by_hour(exchanged: Any, capsys: pytest.CaptureFixture[str]) -> None:
    for answers in (WORSE, WRONG, None):
        exchanged.submit("ada", answers)
    assert exchanged.watch("--per-hour", "2", "--json") == 1, "one waits"
    (state,) = json.loads(capsys.readouterr().out)
    assert [(w["attempt"], w["until"] is not None) for w in state["waiting"]] == [(3, True)]
    assert exchanged.watch("--per-hour", "3") == 0
    assert exchanged.points("ada") == FULL


def test_the_configuration_sets_the_rules(exchanged: Any) -> None:
    exchanged.configure("c.Coursekit.counts = {'shop': 'best'}\nc.Coursekit.attempts = 2")
    for answers in (WRONG, WORSE, None):
        exchanged.submit("ada", answers)
    assert exchanged.watch() == 0
    assert exchanged.points("ada") == 7


def test_students_take_turns(exchanged: Any) -> None:
    for _ in range(6):
        exchanged.submit("eager", WRONG)
    for student in ("ada", "ben", "cyd"):
        exchanged.submit(student)
    assert exchanged.watch("--workers", "1") == 0
    order = sorted(exchanged.attempts(), key=lambda a: a["finished"])
    assert [a["student"] for a in order[:4]].count("eager") == 1
    assert [a["number"] for a in order if a["student"] == "eager"] == [1, 2, 3, 4, 5, 6]


LOOP = "while True:\n    pass"
SLEEP = "import time\ntime.sleep(3600)"
CLOCK = 4.0


def test_hostile_work_holds_a_worker_no_longer_than_is_said(exchanged: Any) -> None:
    """Both judges: each of them, and each cell, would have 30 s of CPU time of its own."""
    for student, text in (("loops", LOOP), ("sleeps", SLEEP)):
        exchanged.submit(student, dict.fromkeys(("double", "cost"), text))
    for student in ("ada", "ben"):
        exchanged.submit(student)
    limits = ("--clock-time", str(CLOCK), "--cell-time", "30", "--judges", "both")
    assert exchanged.watch(*limits) == 0
    assert exchanged.points("ada") == exchanged.points("ben") == FULL
    for student in ("loops", "sleeps"):
        (hostile,) = exchanged.attempts(student)
        assert f"the {CLOCK:g} seconds that the notebook may take were over" in hostile["reason"]
        assert hostile["reason"].count("CPU time") == 0, "no cell has had its own 30 s"
        assert len(exchanged.fetch_feedback(student)) == 1


def test_strange_entries_of_the_exchange_are_named_and_harmless(
    exchanged: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    inbound = exchanged.inbound
    (inbound / "..+shop+2026-01-01 10:00:00 UTC").mkdir()
    (inbound / "eve+shop+yesterday, perhaps").mkdir()
    (inbound / "eve+shop+2026-01-01 10:00:00 UTC").symlink_to(exchanged.room.root / "source")
    (inbound / "no name at all").mkdir()
    exchanged.submit("ada")
    assert exchanged.watch() == 0
    assert exchanged.points("ada") == FULL
    assert {a["student"] for a in exchanged.attempts()} == {"ada"}
    assert exchanged.watch("--status") == 0
    told = capsys.readouterr().out
    assert "its timestamp cannot be read" in told
    assert "it is not a folder" in told
    assert "the name is that of a hidden folder" in told


def test_a_timestamp_that_is_not_the_names_is_flagged(exchanged: Any) -> None:
    exchanged.due(10)
    exchanged.submit("ada", minute=30)
    (folder,) = exchanged.inbound.iterdir()
    (folder / "timestamp.txt").chmod(0o644)
    (folder / "timestamp.txt").write_text("2020-01-01 10:00:00 UTC")
    assert exchanged.watch() == 0
    flags = exchanged.room.record("ada")["detail"]["flags"]
    assert any("timestamp.txt says 2020-01-01" in flag for flag in flags)


def test_hand_ins_from_a_plain_folder(exchanged: Any, tmp_path: Any) -> None:
    room, folder = exchanged.room, tmp_path / "box" / "ada" / "shop"
    folder.mkdir(parents=True)
    notebook = folder / "shop.ipynb"
    notebook.write_text("{")
    assert exchanged.watch("--folder", str(tmp_path / "box")) == 0
    assert [a["state"] for a in exchanged.attempts("ada")] == ["graded"]
    notebook.write_text(json.dumps(room.solved))
    assert exchanged.watch("--folder", str(tmp_path / "box")) == 0
    notebook.touch()
    assert exchanged.watch("--folder", str(tmp_path / "box")) == 0
    assert [a["score"] for a in exchanged.attempts("ada")] == [0, 9], "a touch is no attempt"
    assert exchanged.points("ada") == FULL


def test_course_grade_takes_what_counts_for_graded(
    exchanged: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    exchanged.submit("ada", WRONG)
    (folder,) = exchanged.inbound.iterdir()
    (folder / "link").symlink_to("/etc/passwd")  # it is flagged, and left out
    assert exchanged.watch() == 0
    assert any("link" in flag for flag in exchanged.room.record("ada")["detail"]["flags"])
    capsys.readouterr()
    same = ("--judges", "in-place", "--cell-time", "10", "--test-time", "10")
    assert exchanged.room.grade(*same) == 0
    assert "1 unchanged" in capsys.readouterr().out


def test_tables_are_there_before_the_processes_of_several_sets_begin(
    exchanged: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[bool] = []

    def start(_: object) -> None:
        with exchanged.room.gradebook() as gradebook:
            found.append(sa.inspect(gradebook.engine).has_table(ATTEMPT.name))
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "_start", start)
    assert cli.main(exchanged.command("--port", "0")) == 130
    assert found == [True]


def test_another_set_may_add_a_student_meanwhile(
    exchanged: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Late(Recorder):
        def standing(self, student: str, submission: Any) -> Any:
            with exchanged.room.gradebook() as gradebook:
                gradebook.update_or_create_student(student)
            return super().standing(student, submission)

    monkeypatch.setattr(service, "Recorder", Late)
    exchanged.submit("ada")
    assert exchanged.watch() == 0
    assert exchanged.points("ada") == FULL


def test_a_broken_set_is_told_in_one_line(
    exchanged: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    source = exchanged.room.root / "source" / "shop" / "shop.ipynb"
    source.write_text(source.read_text().replace("return 2 * x", "return 3 * x"))
    exchanged.submit("ada")
    assert exchanged.watch() == 2
    assert "the reference solution does not pass 'double-test'" in capsys.readouterr().err
    assert exchanged.attempts() == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--json"], "--json goes with --once or --status"),
        (["--once", "--folder", "nowhere"], "there is no folder"),
        (["--attempts", "-1"], "is below 0"),
    ],
)
def test_bad_input(
    exchanged: Any, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    try:
        code = cli.main(exchanged.command(*options))
    except SystemExit as error:
        code = int(error.code or 0)
    assert code == 2
    assert said in capsys.readouterr().err


def test_without_an_exchange_the_message_says_what_to_do(
    classroom: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    room = classroom("shop")
    with (room.root / "nbgrader_config.py").open("a") as file:
        file.write("c.Exchange.root = '/nowhere'\n")
    assert cli.main(["watch", "shop", "--class", str(room.root), "--once"]) == 2
    assert "or name a folder of hand-ins with --folder" in capsys.readouterr().err
