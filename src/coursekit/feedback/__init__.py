"""What goes back to the student.

::

    autograded    the autograded notebook, as stock nbgrader lays it out
    sanitise      texts and outputs that act in nobody's browser
    questions     points, lessons and what waits, question by question
    formulas      formulas as MathML
    page          the feedback page, without a hidden test
    command       ``course feedback``
"""
