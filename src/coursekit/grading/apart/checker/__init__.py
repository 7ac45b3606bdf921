"""Trusted, in a sandbox of its own: runs the tests.

::

    runner           runs the test cells
    environment      what the instructor gave and asked for
    connection       requests and values to the student's notebook
    proxies          classes and objects that stand for the student's
    descriptors      what the student's side says of an object, read with care
    dispatch         what a proxy asks of the student's object, and what it does not
    exceptions       the student's exceptions
    callbacks        functions and objects that a test hands to student code
    estimator_score  an estimator's score, from its predictions alone
    strict           NumPy's comparisons, without leniency to nothing
    errors           what a test meets where the student's side cannot answer
"""
