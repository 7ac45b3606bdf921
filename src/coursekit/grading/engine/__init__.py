"""On the host, trusted: who is to be graded, where it runs, what it comes to.

::

    run               workers, resumption, progress
    dask_pool         the same over a Dask cluster
    grader            leads one submission through its notebooks
    notebook_grading  one notebook: all its cells, then all its tests
    launch            starts sandboxes and speaks to the processes in them
    self_attack       attacks a sandbox before it is trusted
    snapshots         the states of a student's notebook, and the processes in them
    checker_client    the process of the tests, as the grader speaks to it
    monitor           keeps what a submission takes below its limits
    footprints        what each cell and test may change, and so which may share a process
    past              which cells can run unseen
    texts             cells and tests as their texts show them
"""
