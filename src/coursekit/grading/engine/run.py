"""Grades a set: who is still to be graded, workers that grade, one writer that records."""

import hashlib
import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from nbgrader.api import Gradebook

from coursekit.gradebook import recorder
from coursekit.grading.engine.pool import Bench, Pool, Task
from coursekit.grading.engine.probes import probe
from coursekit.grading.engine.summary import Summary
from coursekit.submission import reading
from coursekit.submission.results import Outcome

VERSION = "6"
"""Changes where a new version of the grader would grade differently."""


def digest_of(bench: Bench, submission: reading.Submission) -> str:
    """Return what names a submission and how it is graded: as long as it stays, so do grades."""
    base = f"{VERSION}\0{bench.assignment.digest}\0{bench.backend == 'unsafe'}\0{bench.manner}"
    return hashlib.sha256(f"{base}\0{submission.digest}".encode()).hexdigest()


def grade(
    bench: Bench,
    gradebook: Gradebook,
    pool: Pool,
    chosen: list[str],
    watch: Callable[[Outcome | None, int], None],
    force: bool = False,
) -> Summary:
    """Grade the chosen students' submissions and record them.

    Parameters
    ----------
    watch
        Called with each outcome and the number of submissions; first with None.
    force
        Grade again what is recorded and unchanged.
    """
    began = time.perf_counter()
    course, assignment = bench.course, bench.assignment
    writer = recorder.Recorder(course, assignment.name, gradebook)
    summary = Summary(assignment.name)
    before = {} if force else recorder.recorded(gradebook, assignment.name)
    watch(None, len(chosen))
    shelf, guarded = course.shelf(assignment.name), course.own_files()

    def tasks() -> Iterator[Task]:
        for student in chosen:
            folder = course.path("submitted", student, assignment.name)
            submission = reading.read(folder, student, shelf, guarded)
            digest = digest_of(bench, submission)
            known = before.get(student)
            if known and known.digest == digest and writer.has_files(student):
                summary.before[student] = known
                watch(None, len(chosen) - summary.unchanged)
                continue
            standing = writer.standing(student, submission)
            yield Task(submission, standing, digest)

    todo = tasks()
    first = next(todo, None)
    with pool:
        if first is not None:
            summary.probed = probe(assignment, pool)
        waiting = itertools.chain([first] if first is not None else [], todo)
        prepared = (replace(t, learned=summary.probed.learned) for t in waiting)
        for task, outcome in pool.run(prepared):
            if outcome.status != "ungraded":
                writer.record(task.submission, outcome, task.digest)
            summary.add(outcome)
            watch(outcome, len(chosen) - summary.unchanged)
    for notebook, failures in pool.trouble.items():
        summary.trouble += [f"{notebook}: {failure}" for failure in failures]
    summary.nameless = course.nameless(assignment.name)
    known = {student.id for student in gradebook.students}
    summary.missing = sorted(known - set(course.students(assignment.name)))
    summary.seconds = time.perf_counter() - began
    return summary
