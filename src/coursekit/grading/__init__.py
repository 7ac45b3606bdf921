"""Grading: the folders are the walls between processes.

::

    command       ``course grade``
    engine/       on the host, trusted: leads submissions through all of this
    apart/        isolated tests: the tests in one sandbox, the student's code in another
    sandbox/      a process that can reach nothing but itself
"""
