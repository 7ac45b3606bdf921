"""Errors that are the user's to mend."""


class CourseError(Exception):
    """Bad input: the message names the problem and the fix; the command exits with 2."""
