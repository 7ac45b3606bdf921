"""What a test meets where the student's side cannot answer."""


class StudentError(Exception):
    """The student's side cannot answer (gone, too slow, or not with data)."""


class TimeLimitError(StudentError):
    """The time for a test is over."""
