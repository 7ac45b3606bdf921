"""What a test meets where the student's side cannot answer."""

from coursekit.submission.verdicts import Reason

met: list["StudentError"] = []
"""All of them since the list was last emptied: code that passes over one hides nothing."""


class StudentError(Exception):
    """The student's side gives what no honest answer needs: the test fails."""

    reason = Reason.ERROR_RAISED

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        met.append(self)


class UnsupportedError(StudentError):
    """What the test needs cannot cross the boundary."""

    reason = Reason.UNSUPPORTED


class ValueTooLargeError(StudentError):
    """A value is too large to cross the boundary."""

    reason = Reason.VALUE_TOO_LARGE


class LostError(StudentError):
    """The student's process is gone."""

    reason = Reason.PROCESS_LOST
