"""Killed at any moment and run again, the grader ends in the same gradebook."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

KILLS, CLASSES = 20, 4
STUDENTS = 24


def _class(room: Any) -> None:
    """Hand in work of all kinds: right, wrong, damaged, crashing."""
    for number in range(STUDENTS):
        answers = [
            None,
            {"double": f"def double(x): return x * {number}"},
            {"cost": "import os\nos._exit(1)"},
            {"root": "def root(x): return x ** 0.5\nprint('done')"},
        ][number % 4]
        room.hand_in(f"student-{number:02}", answers)
    (room.submission("damaged") / "shop.ipynb").write_text("{")


def _content(room: Any) -> dict[str, Any]:
    """Return all that grading leaves behind, save the times it took."""
    with room.gradebook() as gradebook:
        rows = gradebook.db.execute(
            sa.text(
                "SELECT a.student_id, c.name, g.auto_score, g.manual_score, g.needs_manual_grade "
                "FROM grade g JOIN base_cell c ON g.cell_id = c.id "
                "JOIN submitted_notebook n ON g.notebook_id = n.id "
                "JOIN submitted_assignment a ON n.assignment_id = a.id ORDER BY 1, 2"
            )
        ).all()
        comments = gradebook.db.execute(
            sa.text(
                "SELECT a.student_id, c.name, m.auto_comment FROM comment m "
                "JOIN base_cell c ON m.cell_id = c.id "
                "JOIN submitted_notebook n ON m.notebook_id = n.id "
                "JOIN submitted_assignment a ON n.assignment_id = a.id ORDER BY 1, 2"
            )
        ).all()
        ours = gradebook.db.execute(
            sa.text("SELECT student, digest, status, reason FROM coursekit_grading ORDER BY 1")
        ).all()
    files = {
        str(path.relative_to(room.root)): path.read_bytes()
        for step in ("autograded", "feedback")
        for path in sorted((room.root / step).rglob("*"))
        if path.is_file()
    }
    return {"rows": rows, "comments": comments, "ours": ours, "files": files}


def _start(room: Any) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            os.setpgid(0, 0)
            with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a descriptor is wanted
                os.dup2(nowhere.fileno(), 1)
                os.dup2(nowhere.fileno(), 2)
            os._exit(room.grade("--workers", "2"))
        finally:
            os._exit(99)
    return pid


@pytest.fixture(scope="module")
def undisturbed(classroom: Callable[..., Any]) -> dict[str, Any]:
    room = classroom("shop")
    _class(room)
    began = time.monotonic()
    assert room.grade("--workers", "2") == 1
    return {"content": _content(room), "seconds": time.monotonic() - began}


def _wait_for(room: Any, students: int, pid: int) -> None:
    """Wait until so many students' results are in their place, or the grader has ended."""
    options = os.WEXITED | os.WNOHANG | os.WNOWAIT
    while os.waitid(os.P_PID, pid, options) is None and _placed(room) < students:
        time.sleep(0.01)


def _placed(room: Any) -> int:
    return len(list((room.root / "autograded").glob("*")))


def test_killed_at_random_moments(
    classroom: Callable[..., Any], undisturbed: dict[str, Any]
) -> None:
    """Twenty kills: while it starts or works, by the clock, and amid its work; then to its end."""
    moments = random.Random(7)  # noqa: S311 - moments, not secrets
    killed, progress = 0, set()
    while killed < KILLS:
        room = classroom("shop")
        _class(room)
        for attempt in range(KILLS // CLASSES):
            before = _placed(room)
            pid = _start(room)
            if attempt % 2:
                _wait_for(room, before + moments.randint(1, 5), pid)
                time.sleep(moments.uniform(0, 0.2))
            else:
                time.sleep(moments.uniform(0, undisturbed["seconds"]))
            os.kill(pid, signal.SIGKILL)
            if os.WIFSIGNALED(os.waitpid(pid, 0)[1]):
                killed += 1
            with room.gradebook() as gradebook:
                progress.add(len(gradebook.assignment_submissions("shop")))
        code = os.waitstatus_to_exitcode(os.waitpid(_start(room), 0)[1])
        assert code == 1, "some of this class are rejected, whoever was graded when"
        assert _content(room) == undisturbed["content"]
    assert any(0 < graded <= STUDENTS for graded in progress), "no kill came in mid-work"


@pytest.mark.parametrize("victim", ["a worker", "the sandbox of all workers"])
def test_killing_a_process_loses_nobody(
    classroom: Callable[..., Any], undisturbed: dict[str, Any], victim: str
) -> None:
    room = classroom("shop")
    _class(room)
    pid = _start(room)
    _wait_for(room, 2, pid)
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    sandboxes = [c for c in children if Path(f"/proc/{c}/comm").read_text().strip() == "bwrap"]
    workers = [c for c in children if c not in sandboxes]
    assert len(workers) == 2
    for doomed in workers[:1] if victim == "a worker" else sandboxes[:1]:
        os.kill(int(doomed), signal.SIGKILL)
    os.waitpid(pid, 0)
    assert _content(room) == undisturbed["content"]
