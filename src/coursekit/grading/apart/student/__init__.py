"""Untrusted: from the first cell on, nothing here can be believed.

::

    server          runs the student's cells, answers for the student's objects
    exports         the student's objects, and how they are described
    callback_stubs  stubs for what a test has lent
    effects         what the test has changed around student code, and what that code leaves
    views           what names stand for, to one test or another
"""
