"""What goes into a file for each student, as the instructor chose, and what has to be told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from coursekit.lms.scores import Scores, State
from coursekit.lms.sheet import points


@dataclass
class Told:
    """What the summary says.

    Attributes
    ----------
    written
        How many scores are in the file.
    problems
        Whose scores are not, and why.
    notes
        What else to know.
    """

    written: int = 0
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def leave_out(self, student: str, set_name: str, score: float, why: str) -> None:
        """Tell of a score that there is but that the file does not have."""
        self.problems.append(f"{student}: {points(score)} points in {set_name}, but {why}")


@dataclass(frozen=True)
class Policy:
    """The instructor's choices.

    Attributes
    ----------
    missing
        What those get who handed in nothing: ``"empty"`` or ``"zero"``.
    unfinished
        Whether points are exported while others have still to be given by hand.
    out_of
        What full marks are to be, None for the gradebook's own points.
    """

    missing: Literal["empty", "zero"] = "empty"
    unfinished: bool = False
    out_of: float | None = None


@dataclass(frozen=True)
class Column:
    """A set's points for a file.

    Attributes
    ----------
    scores
        What the gradebook says.
    max_score
        Full marks, in the points of the file.
    points
        Points by student; who is not in it gets an empty cell.
    zeros
        Whether those get zero who handed in nothing.
    """

    scores: Scores
    max_score: float
    points: dict[str, float]
    zeros: bool = False

    @property
    def name(self) -> str:
        """The set's name."""
        return self.scores.name


def column(scores: Scores, policy: Policy, told: Told) -> Column:
    """Turn a set's scores into points, and tell whose are left out."""
    max_score, factor = scores.max_score, 1.0
    if policy.out_of is not None:
        factor = policy.out_of / max_score if max_score else 1.0
        max_score = policy.out_of
    given: dict[str, float] = {}
    missing, waiting = 0, dict[State, list[str]]()
    for result in scores.results:
        if result.state == "graded" or (result.state == "unfinished" and policy.unfinished):
            given[result.person.id] = result.score * factor
        elif result.state == "missing":
            missing += 1
            if policy.missing == "zero":
                given[result.person.id] = 0.0
        else:
            waiting.setdefault(result.state, []).append(result.person.id)
    told.problems += [_summed(students, *_WAITS[state]) for state, students in waiting.items()]
    if missing:
        left = "0 points" if policy.missing == "zero" else "left empty (--missing zero gives 0)"
        told.notes.append(f"{missing} handed in nothing: {left}")
    return Column(scores, max_score, given, policy.missing == "zero")


def _summed(students: Sequence[str], one: str, many: str, then: str) -> str:
    """Return one line for all of whom the same is to be told."""
    if len(students) == 1:
        return f"{students[0]}: {one}: {then}"
    return f"{len(students)} {many}: {then}: {', '.join(students)}"


_UNGRADED = "handed in but not graded yet"
_WAITS: dict[State, tuple[str, str, str]] = {
    "unfinished": (
        "waits for points by hand",
        "wait for points by hand",
        "left empty (--unfinished exports the score so far)",
    ),
    "ungraded": (_UNGRADED, _UNGRADED, "left empty"),
}
