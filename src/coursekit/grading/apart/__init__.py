"""The isolated judge: the student's objects answer from a sandbox of their own.

::

    checker/      trusted, sandboxed: runs the tests
    student/      untrusted: runs the student's cells, answers for the student's objects
    protocol/     what both sides speak

Nothing the student's process says is believed beyond "this is my value": the tests run
elsewhere, on copies built from trusted types. What cannot cross the boundary is no student's
loss: the judge then *cannot tell*.
"""
