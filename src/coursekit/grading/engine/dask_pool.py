"""The same grading over a Dask cluster: submissions go out as bytes, outcomes come back.

Each Dask worker keeps one `Worker` of ours (its warmed sandboxes) for as long as it lives. The
gradebook stays here: results come back to the one writer. A lost worker's submissions are
graded again by others; each is recorded once.
"""

import threading
from collections.abc import Iterator
from typing import Any, Self

import distributed
from distributed.scheduler import KilledWorker

from coursekit.errors import CourseError
from coursekit.grading.engine.pool import Bench, Task, Worker, ungraded
from coursekit.grading.engine.self_attack import choose
from coursekit.submission.results import Outcome

PATIENCE = 15.0
"""Seconds to wait for the scheduler and its first worker."""

AHEAD = 4
"""Submissions handed out per worker thread before the first of them is back."""

_WORKERS: dict[str, Worker] = {}
_ONE_AT_A_TIME = threading.Lock()


class Cluster:
    """A pool on an existing Dask cluster.

    Parameters
    ----------
    address
        The scheduler, ``tcp://host:port``. Its workers need this package, and a sandbox.

    Raises
    ------
    CourseError
        If the scheduler does not answer or has no workers.
    """

    def __init__(self, bench: Bench, address: str) -> None:
        self._bench = bench
        try:
            library: Any = distributed
            self._client = library.Client(address, timeout=PATIENCE, set_as_default=False)
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except (OSError, TimeoutError, ValueError) as error:
            raise CourseError(f"no Dask cluster answers at {address}: {error}") from error
        self.trouble: dict[str, list[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def run(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, Outcome]]:
        """Grade all tasks, a few ahead of what has come back."""
        client = self._client
        bench = client.scatter(self._bench, broadcast=True, hash=False)
        given: dict[str, Task] = {}
        ahead = AHEAD * max(1, len(client.scheduler_info()["workers"]))
        library: Any = distributed
        back = library.as_completed([], loop=client.loop)

        def hand_out() -> None:
            while len(given) < ahead:
                task = next(tasks, None)
                if task is None:
                    return
                future = client.submit(_grade, bench, task, pure=False, retries=1)
                given[future.key] = task
                back.add(future)

        hand_out()
        for future in back:
            task = given.pop(future.key)
            yield task, self._outcome(future, task)
            hand_out()

    def _outcome(self, future: Any, task: Task) -> Outcome:
        try:
            outcome: Outcome = future.result()
        except CourseError:
            raise
        except KilledWorker:
            return ungraded(task, "it ended every worker it was given to")
        except Exception as error:
            return ungraded(task, f"{type(error).__name__}: {error}")
        return outcome


def _grade(bench: Bench, task: Task) -> Outcome:
    """Grade one submission in a Dask worker."""
    with _ONE_AT_A_TIME:
        return _worker(bench).grade(task)


def _worker(bench: Bench) -> Worker:
    """Return this process's worker for a set, with warmed sandboxes that withstood attack."""
    key = f"{bench.assignment.name}\0{bench.assignment.digest}\0{bench.backend}\0{bench.manner}"
    if key not in _WORKERS:
        for worker in _WORKERS.values():
            worker.close()
        _WORKERS.clear()
        choose(bench.backend, bench.masked())
        _WORKERS[key] = Worker(bench)
    return _WORKERS[key]
