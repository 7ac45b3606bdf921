"""Takes hand-ins in: first their files, then one row that says they wait."""

import json
from collections.abc import Sequence
from dataclasses import replace

from coursekit.assignment.course import Course
from coursekit.errors import CourseError
from coursekit.gradebook.atomic_files import put
from coursekit.gradebook.attempt_folders import attempt_folder
from coursekit.gradebook.attempts import Attempt, Ledger, State, now
from coursekit.gradebook.feedback_files import BESIDE
from coursekit.submission import reading
from coursekit.watch import returning
from coursekit.watch.arrivals import STAMP, Arrival, Source
from coursekit.watch.attempt_rules import Allowance, may_hand_in

MODE = 0o644


class Intake:
    """Takes what arrives at one set.

    Parameters
    ----------
    notebooks
        Names of the set's notebooks: students get a page for each.
    """

    def __init__(
        self,
        course: Course,
        assignment: str,
        notebooks: Sequence[str],
        ledger: Ledger,
        sources: Sequence[Source],
        allowance: Allowance,
    ) -> None:
        self._course, self._assignment, self._notebooks = course, assignment, notebooks
        self._ledger, self._sources, self._allowance = ledger, sources, allowance
        self._excluded, self._guarded = course.excluded(), course.own_files()
        self._same: set[str] = set()

    @property
    def settling(self) -> bool:
        """Whether something is there that has not wholly arrived."""
        return any(source.settling for source in self._sources)

    def take(self) -> list[Attempt]:
        """Take what has arrived; return what was refused.

        Raises
        ------
        CourseError
            If a place of hand-ins cannot be read, or the course's folder cannot be written.
        """
        attempts = self._ledger.all()
        known = {a.name for a in attempts} | self._same
        refused = []
        for source in self._sources:
            for arrival in source.look(known):
                if arrival.student in self._excluded:
                    continue
                own = [a for a in attempts if a.student == arrival.student]
                attempt = self._take(arrival, own)
                if attempt is None:
                    self._same.add(arrival.name)
                    continue
                attempts.append(attempt)
                if attempt.is_in(State.REFUSED):
                    refused.append(attempt)
        return refused

    def _take(self, arrival: Arrival, own: Sequence[Attempt]) -> Attempt | None:
        """Take one hand-in; None if it is the same as the student's last."""
        submission = arrival.read(self._guarded)
        files = {name: data for name, data in submission.files.items() if name != STAMP}
        content = replace(submission, files=files).digest
        if own and own[-1].content == content:
            return None
        strange = {"flags": submission.flags, "problem": submission.problem}
        number = 1 + max((a.number for a in own), default=0)
        attempt = Attempt(
            arrival.student, number, arrival.name, content, arrival.handed_in, arrival.arrived,
            json.dumps(strange),
        )  # fmt: skip
        kept = submission.files
        if not may_hand_in(own, self._allowance):
            why = f"all {self._allowance.attempts} attempts at this set are used up"
            attempt = replace(attempt, state=State.REFUSED.value, reason=why, finished=now())
            kept = {name: kept[name] for name in BESIDE if name in kept}
        try:
            where = (self._course, self._assignment, arrival.student, number)
            put(attempt_folder(*where, "submitted"), kept, MODE)
            if attempt.is_in(State.REFUSED):
                returning.write(attempt_folder(*where, "feedback"), returning.refusal(
                    self._assignment, self._notebooks, attempt), kept)  # fmt: skip
        except OSError as error:
            raise CourseError(
                f"an attempt of {arrival.student} cannot be kept: {error.strerror}"
            ) from error
        self._ledger.add(attempt)
        self._ledger.session.commit()
        return attempt


def kept(course: Course, assignment: str, attempt: Attempt) -> reading.Submission:
    """Return the files of an attempt that was taken in, with what was strange about them."""
    folder = attempt_folder(course, assignment, attempt.student, attempt.number, "submitted")
    strange = json.loads(attempt.strange)
    found = reading.read(folder, attempt.student)
    return replace(found, flags=tuple(strange["flags"]), problem=strange["problem"])
