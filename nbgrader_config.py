"""nbgrader's settings: `course release` and every class made by `course new` use this one file."""

c = get_config()  # noqa: F821 - traitlets defines it while loading a configuration file

c.CourseDirectory.course_id = "data-before-models"

# "Not attempted" must read differently from "wrong", in the notebook and in the feedback.
c.ClearSolutions.code_stub = {
    "python": "# YOUR CODE HERE\n"
    'raise NotImplementedError("not attempted yet: replace this line with your answer")'
}

# A test cell that a student deleted by accident comes back before grading.
c.OverwriteCells.add_missing_cells = True

c.Execute.timeout = 60  # seconds a cell; the reference solution needs under two
