"""What came in, and what became of it.

::

    reading       the files and cells of a submission, read without trusting them
    alignment     the student's cells laid against the instructor's
    results       what grading one submission comes to
    verdicts      whether the isolated judge confirms the points given in place
"""
