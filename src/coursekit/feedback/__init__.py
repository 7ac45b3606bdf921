"""What goes back to the student.

::

    autograded    the autograded notebook, as stock nbgrader lays it out
    sanitise      texts and outputs that act in nobody's browser
    page          the feedback page, without a hidden test
"""
