"""The gradebook in PostgreSQL, through nbgrader's own ``db_url``."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from nbgrader.api import Gradebook

from coursekit import cli


def test_graded_into_postgresql(
    classroom: Callable[..., Any],
    nbgrader: Callable[..., None],
    postgresql: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    room = classroom("shop")
    config = room.root / "nbgrader_config.py"
    config.write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'test'\n"
        f"c.CourseDirectory.db_url = {postgresql!r}\n"
    )
    (room.root / "gradebook.db").unlink()
    nbgrader(room.root, "generate_assignment", "shop", "--force")
    room.hand_in("ada")
    room.hand_in("bob", {"double": "def double(x): return 0"})
    assert room.grade("--workers", "1", "--json") == 0
    with Gradebook(postgresql) as gradebook:
        scores = {s.student.id: s.score for s in gradebook.assignment_submissions("shop")}
    assert scores == {"ada": 9.0, "bob": 7.0}
    assert not (room.root / "gradebook.db").exists()
    capsys.readouterr()
    assert room.grade("--workers", "1", "--json") == 0
    assert json.loads(capsys.readouterr().out)["unchanged"] == 2


def test_server_not_there(
    classroom: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    room = classroom("shop")
    room.hand_in("ada")
    address = "postgresql+psycopg://grader:secret-word@127.0.0.1:1/none"
    config = room.root / "nbgrader_config.py"
    config.write_text(f"c = get_config()\nc.CourseDirectory.db_url = {address!r}\n")
    assert cli.main(["grade", "shop", "--class", str(room.root)]) == 2
    error = capsys.readouterr().err
    assert "cannot be reached" in error
    assert "secret-word" not in error
