"""A grader for unknown notebooks: fast, safe, and nothing is lost.

The way of one submission, and the module that owns each step::

    course      the nbgrader course directory: configuration, gradebook, folders
    paper       the instructor's notebook: which cells are answers, which are tests
    ingest      hostile bytes in, plain cells out
    plan        the student's cells laid against the instructor's
    sandbox/    a process that can reach nothing but itself
    pupil       inside the sandbox: runs the student's cells, answers calls
    codec       values across the boundary: data only, exact types
    proxies     in the checker: stand-ins for the student's functions and objects
    checker     a second, trusted process: runs the tests against the stand-ins
    grader      leads one submission through all of the above
    notebook    the autograded notebook, as stock nbgrader lays it out
    feedback    the page for the student, without a hidden test
    record      the one writer of the gradebook, one transaction a student
    engine      workers, resumption, progress
    cluster     the same over a Dask cluster
    command     ``course grade``

Nothing the student's process says is believed beyond "this is my value": the tests run
elsewhere, on copies built from trusted types.
"""
