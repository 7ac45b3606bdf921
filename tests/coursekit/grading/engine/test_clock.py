"""What a notebook's clock counts: running and waiting, but not waiting for a processor."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from coursekit.grading.engine.clock import Clock, ClockDriver

BUSY = "while True: pass"


@contextmanager
def _running(*codes: str) -> Iterator[list[int]]:
    """Run programs on one and the same processor."""
    one = {min(os.sched_getaffinity(0))}
    words = [sys.executable, "-Ic"]
    started = [
        subprocess.Popen([*words, f"print(flush=True)\n{code}"], stdout=subprocess.PIPE)
        for code in codes
    ]
    try:
        for process in started:
            os.sched_setaffinity(process.pid, one)
            assert process.stdout is not None
            process.stdout.readline()
        time.sleep(0.1)
        yield [process.pid for process in started]
    finally:
        for process in started:
            process.kill()
            process.communicate()


def _spent(pid: int, seconds: float = 1.0) -> tuple[float, float]:
    """Return what a clock counts, and what has passed."""
    clock, began = Clock(60), time.monotonic()
    driver = ClockDriver(clock, pid)
    for _ in range(4):
        time.sleep(seconds / 4)
        driver.advance()
    return 60 - clock.left, time.monotonic() - began


def test_sleep_is_counted() -> None:
    with _running("import time; time.sleep(60)") as (pid,):
        spent, passed = _spent(pid)
    assert spent == pytest.approx(passed, rel=0.2)


def test_waiting_for_a_processor_is_not() -> None:
    with _running(*[BUSY] * 5) as (pid, *_):
        spent, passed = _spent(pid, 2.0)
    assert spent < passed / 2, "it had a fifth of the processor"


def test_what_half_a_clock_counts_the_whole_counts() -> None:
    whole = Clock(8)
    half = whole.half()
    half.spend(3)
    assert (half.left, whole.left, whole.half().left) == (1, 5, 2.5)
