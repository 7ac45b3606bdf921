"""What the isolated judge says of the points that the judge in place gave.

The judge in place runs a notebook as stock nbgrader does and gives the points. The isolated
judge runs the tests again in a process that no student code can reach. For each test that has
earned points it says whether it comes to the same, to something else, or cannot tell.
"""

import enum
from dataclasses import dataclass
from typing import Any, Self


class Agreement(enum.Enum):
    """Whether the isolated judge comes to the points that were given."""

    AGREES = "agrees"
    DIFFERS = "differs"
    CANNOT_TELL = "cannot tell"


class Reason(enum.Enum):
    """Why the isolated judge differs or cannot tell.

    The first group goes with `Agreement.DIFFERS`, the second with `Agreement.CANNOT_TELL`.

    To add one, write it into its group with the words that instructors read in a flag (and into
    `_DIFFERENCES`, if it belongs there), and raise it where it is met: in the tests' process as a
    class of `apart.checker.errors`, on the host in `engine.isolated_judge`. If no process is left
    to go on with, list it in `isolated_judge._ENDS`; if another run may not meet it, in
    `grader._OF_THE_MOMENT`.
    """

    ASSERTION_FAILED = "an assertion failed"
    ERROR_RAISED = "the test raised an error"
    OTHER_SCORE = "it comes to another score"

    UNSUPPORTED = "the test needs what cannot cross the boundary"
    VALUE_TOO_LARGE = "a value is too large to cross the boundary"
    TIME_LIMIT = "a time limit was reached"
    MEMORY_LIMIT = "a memory limit was reached"
    PROCESS_LOST = "the student's process ended"
    JUDGE_FAILED = "the isolated judge itself failed"
    REFERENCE_UNCONFIRMED = "it does not confirm the reference solution either"
    NOT_ASKED = "it was not asked"

    @property
    def agreement(self) -> Agreement:
        """The kind of answer that the reason belongs to."""
        return Agreement.DIFFERS if self in _DIFFERENCES else Agreement.CANNOT_TELL


_DIFFERENCES = frozenset((Reason.ASSERTION_FAILED, Reason.ERROR_RAISED, Reason.OTHER_SCORE))


@dataclass(frozen=True)
class Trust:
    """What the isolated judge says of one test.

    Attributes
    ----------
    reason
        None where it agrees.
    detail
        For the instructor alone: the message of the failed assertion, say.
    line
        The line of the test cell at which it differs, counted from 1, 0 if unknown.
    """

    reason: Reason | None = None
    detail: str = ""
    line: int = 0

    @property
    def agreement(self) -> Agreement:
        """Whether it agrees, differs or cannot tell."""
        return Agreement.AGREES if self.reason is None else self.reason.agreement

    @property
    def differs(self) -> bool:
        """Whether it comes to something else."""
        return self.agreement is Agreement.DIFFERS

    def to_json(self) -> dict[str, Any]:
        """Return the fields as a JSON object."""
        name = None if self.reason is None else self.reason.name
        return {"reason": name, "detail": self.detail, "line": self.line}

    @classmethod
    def of(cls, told: dict[str, Any]) -> Self:
        """Return what `to_json` has written."""
        name = told["reason"]
        return cls(None if name is None else Reason[name], told["detail"], told["line"])
