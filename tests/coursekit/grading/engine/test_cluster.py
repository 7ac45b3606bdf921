"""Grading over a real Dask cluster: a scheduler and two worker processes, one of them killed."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from coursekit import cli

STUDENTS = 40


def test_a_lost_worker_loses_nobody(
    classroom: Callable[..., Any], cluster: tuple[str, list["subprocess.Popen[bytes]"]]
) -> None:
    address, workers = cluster
    room = classroom("shop")
    for number in range(STUDENTS):
        wrong = {"double": "def double(x): return 0"} if number % 2 else None
        room.hand_in(f"student-{number:02}", wrong)
    command = [sys.executable, "-m", "coursekit.cli", "grade", "shop", "--class", str(room.root)]
    grader = subprocess.Popen([*command, "--scheduler", address], stderr=subprocess.PIPE)
    try:
        for _ in range(600):
            with room.gradebook() as gradebook:
                if len(gradebook.assignment_submissions("shop")) >= 5:
                    break
            time.sleep(0.1)
        workers[0].send_signal(signal.SIGKILL)
    finally:
        _, complaints = grader.communicate(timeout=300)
    assert grader.returncode == 0, complaints.decode()[-2000:]
    with room.gradebook() as gradebook:
        submissions = gradebook.assignment_submissions("shop")
        assert len(submissions) == STUDENTS
    for number in range(STUDENTS):
        scores = room.scores(f"student-{number:02}")
        assert scores["double-test"] == (0 if number % 2 else 2)
        assert scores["cost-test"] == 3
        assert room.record(f"student-{number:02}")["status"] == "graded"


def test_no_cluster(
    classroom: Callable[..., Any],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from coursekit.grading.engine import dask_pool as module

    monkeypatch.setattr(module, "PATIENCE", 1.0)
    room = classroom("shop")
    room.hand_in("ada")
    arguments = ["grade", "shop", "--class", str(room.root), "--scheduler", "tcp://127.0.0.1:1"]
    assert cli.main(arguments) == 2
    assert "no Dask cluster answers" in capsys.readouterr().err
