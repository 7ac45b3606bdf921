"""Killed at any moment, with hostile hand-ins in between: nothing lost, nothing served twice.

``KILLS=20 STUDENTS=48 pytest tests/coursekit/watch/test_kills.py -k change_nothing`` kills 20 times
during 100 hand-ins.
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

KILLS = int(os.environ.get("KILLS", "5"))
STUDENTS = [f"student{n}" for n in range(int(os.environ.get("STUDENTS", "4")))]
ATTEMPTS = 2
PATIENCE = 240.0
HOSTILE = {
    "killer": {"double": "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nos._exit(9)"},
    "sleeper": {"double": "while True:\n    pass"},
}
LIMITS = ("--cell-time", "2")


def _class(exchanged: Any) -> None:
    """Hand in twice each, hostile work in between."""
    for number in range(ATTEMPTS):
        for place, student in enumerate(STUDENTS):
            wrong = {"double": f"def double(x): return x * {(place + number) % 4}"}
            exchanged.submit(student, wrong, minute=5 * number)
        for student, answers in HOSTILE.items():
            exchanged.submit(student, answers, minute=5 * number)


def _content(exchanged: Any) -> dict[str, Any]:
    """Return what serving leaves behind, save the times it took."""
    columns = ("student", "number", "state", "reason", "counts", "score", "most", "tests")
    with exchanged.room.gradebook() as gradebook:
        rows = gradebook.db.execute(
            sa.text(
                "SELECT a.student_id, c.name, g.auto_score, g.needs_manual_grade "
                "FROM grade g JOIN base_cell c ON g.cell_id = c.id "
                "JOIN submitted_notebook n ON g.notebook_id = n.id "
                "JOIN submitted_assignment a ON n.assignment_id = a.id ORDER BY 1, 2"
            )
        ).all()
    attempts = exchanged.attempts()
    assert all(attempt["returned"] for attempt in attempts)
    return {"rows": rows, "attempts": [[a[name] for name in columns] for a in attempts]}


class _Watch:
    """A watch as a user starts it."""

    def __init__(self, exchanged: Any, log: Path) -> None:
        self._log, self._from = log, log.stat().st_size if log.exists() else 0
        with log.open("a") as file:
            self.process = subprocess.Popen(
                [
                    sys.executable, "-m", "coursekit.cli",
                    *exchanged.command("--port", "0", *LIMITS),
                ],
                stdout=file, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def told(self) -> str:
        return self._log.read_text()[self._from :]

    def wait_for(self, pattern: str, times: int = 1) -> None:
        deadline = time.monotonic() + PATIENCE
        while len(re.findall(pattern, self.told())) < times:
            assert self.process.poll() is None, self.told()
            assert time.monotonic() < deadline, self.told()
            time.sleep(0.02)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


RESULT = r"\w+: attempt \d+: \S+ of \S+ points"


def test_kills_and_hostile_hand_ins_change_nothing(
    make_exchanged: Callable[[], Any], tmp_path: Path
) -> None:
    undisturbed, disturbed = make_exchanged(), make_exchanged()
    _class(undisturbed)
    assert undisturbed.watch(*LIMITS) == 0
    _class(disturbed)
    moments, log = random.Random(11), tmp_path / "log"  # noqa: S311 - moments, not secrets
    reached, done, handed_in = set(), 0, ATTEMPTS * (len(STUDENTS) + len(HOSTILE))
    for kill in range(KILLS):
        watch = _Watch(disturbed, log)
        if kill == 0:
            warm = time.monotonic() + moments.uniform(1, 5)  # killed before it has graded any
            while time.monotonic() < warm and "shop: ready" not in watch.told():
                time.sleep(0.02)
        else:
            watch.wait_for(RESULT, min(moments.randint(1, 3), handed_in - done))
            time.sleep(moments.uniform(0, 0.3))
        watch.kill()
        if kill:
            done = sum(a["state"] == "graded" for a in disturbed.attempts())
        reached.add(done)
    assert any(0 < done < handed_in for done in reached), "none in mid-work"
    assert disturbed.watch(*LIMITS) == 0
    assert _content(disturbed) == _content(undisturbed)
    told = Counter(re.findall(r"(\w+: attempt \d+): \S+ of", log.read_text()))
    assert set(told.values()) == {1}, "an attempt was served twice"
    for student in STUDENTS:
        assert len(disturbed.fetch_feedback(student)) == ATTEMPTS
    for student in HOSTILE:
        points = [a["score"] for a in undisturbed.attempts(student)]
        assert max(points) <= 7, "hostile work earns nothing for itself"


@pytest.fixture
def watching(exchanged: Any, tmp_path: Path) -> Iterator[tuple[Any, _Watch]]:
    watch = _Watch(exchanged, tmp_path / "log")
    try:
        watch.wait_for("shop: ready")
        yield exchanged, watch
    finally:
        watch.kill()


def test_a_watch_serves_as_hand_ins_come(watching: tuple[Any, _Watch]) -> None:
    exchanged, watch = watching
    exchanged.submit("ada")
    watch.wait_for("ada: attempt 1: 9 of 9 points")
    found = re.search(r"http://127.0.0.1:(\d+)/", watch.told())
    assert found is not None
    page = _get(found[0])
    assert "graded, of 1 student</dt><dd>1</dd>" in page
    assert "Tests that most students fail" in page
    (state,) = json.loads(_get(f"{found[0]}status.json"))
    assert state["newest"][0]["student"] == "ada"
    with pytest.raises(urllib.error.HTTPError, match="403"):
        _get(found[0], {"Host": "example.org"})
    _kill_the_server_of_the_set(watch.process.pid)
    exchanged.submit("ben")
    watch.wait_for("shop: was killed, is begun again")
    watch.wait_for("ben: attempt 1: 9 of 9 points")
    source = exchanged.room.root / "source" / "shop" / "shop.ipynb"
    source.touch()
    watch.wait_for("shop: begun anew")
    exchanged.submit("ada")
    watch.wait_for("ada: attempt 2: 9 of 9 points")
    assert [a["number"] for a in exchanged.attempts("ada")] == [1, 2]


def test_a_second_watch_is_refused(
    watching: tuple[Any, _Watch], capsys: pytest.CaptureFixture[str]
) -> None:
    exchanged, _ = watching
    assert exchanged.watch() == 2
    assert "another `course watch` works in" in capsys.readouterr().err


def _get(url: str, headers: dict[str, str] | None = None) -> str:
    request = urllib.request.Request(url, headers=headers or {})  # noqa: S310 - our own server
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())


def _children(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _kill_the_server_of_the_set(pid: int) -> None:
    for child in _children(pid):
        if _children(child):  # the page's server has none
            os.kill(child, signal.SIGKILL)
