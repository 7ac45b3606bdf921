"""Hand-ins recorded in PostgreSQL, and graded by the workers of a Dask cluster."""

import json
from typing import Any

import pytest
from nbgrader.api import Gradebook

from coursekit.gradebook.attempts import ATTEMPT


def test_attempts_and_points_in_postgresql(
    exchanged: Any,
    nbgrader: Any,
    postgresql: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    room = exchanged.room
    exchanged.configure(f"c.CourseDirectory.db_url = {postgresql!r}")
    (room.root / "gradebook.db").unlink()
    nbgrader(room.root, "generate_assignment", room.name, "--force")
    exchanged.submit("ada", {"double": "def double(x): return x"})
    exchanged.submit("ada")
    exchanged.submit("ben", {"cost": "def cost(items): return 0"})
    assert exchanged.watch() == 0
    with Gradebook(postgresql) as gradebook:
        query = ATTEMPT.select().order_by(ATTEMPT.c.student, ATTEMPT.c.number)
        attempts = gradebook.db.execute(query).mappings().all()
        points = {s.student.id: s.score for s in gradebook.assignment_submissions(room.name)}
    told = [(a["student"], a["number"], a["score"], a["counts"]) for a in attempts]
    assert told == [("ada", 1, 7, False), ("ada", 2, 9, True), ("ben", 1, 6, True)]
    assert points == {"ada": 9, "ben": 6}
    assert all(a["returned"] for a in attempts)
    assert len(exchanged.fetch_feedback("ada")) == 2
    assert not (room.root / "gradebook.db").exists()
    capsys.readouterr()
    assert exchanged.watch("--status", "--json") == 0
    (state,) = json.loads(capsys.readouterr().out)
    assert (state["graded"], state["waiting"]) == (3, [])


def test_graded_by_the_workers_of_a_cluster(exchanged: Any, cluster: tuple[str, Any]) -> None:
    address, _ = cluster
    for student in ("ada", "ben", "cyd"):
        exchanged.submit(student, {"double": "def double(x): return x"})
        exchanged.submit(student)
    assert exchanged.watch("--scheduler", address) == 0
    told = [(a["student"], a["score"], a["counts"]) for a in exchanged.attempts()]
    students = ("ada", "ben", "cyd")
    assert told == [(student, score, score == 9) for student in students for score in (7, 9)]
    assert len(exchanged.fetch_feedback("cyd")) == 2
