"""Untrusted: from the first cell on, nothing here can be believed.

::

    server          runs the student's cells, answers for the student's objects
    shell           a notebook's shell that shows nothing
    exports         the student's objects, and how they are described
    callback_stubs  stubs for what a test has handed over
"""
