"""Where attempts are kept: ``attempts/<student>/<set>/<number>/`` in the course's folder."""

from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from coursekit.assignment.course import Course

_HERE = "attempts"


def attempt_folder(course: Course, assignment: str, student: str, number: int, step: str) -> Path:
    """Return the folder of one attempt's ``submitted`` files or ``feedback`` pages."""
    return course.root / _HERE / student / assignment / str(number) / step


def directory(course: Course, assignment: str, student: str, number: int) -> CourseDirectory:
    """Return one attempt as nbgrader's own commands see a course."""
    structure = f"{_HERE}/{{student_id}}/{{assignment_id}}/{number}/{{nbgrader_step}}"
    return CourseDirectory(
        config=course.config,
        root=str(course.root),
        directory_structure=structure,
        feedback_directory="feedback",
        student_id=student,
        assignment_id=assignment,
    )
