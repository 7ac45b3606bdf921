"""On the host, trusted: who is to be graded, where it runs, what it comes to.

::

    run             who is to be graded; resumption
    pool            workers on this machine
    dask_pool       the same over a Dask cluster
    probes          the instructor's own work first: it tests the tests
    summary         what a run comes to
    manner          which judges, what becomes of doubts, whose rules of scoring
    grader          leads one submission from its bytes to its grades
    judge_in_place  gives the points of one notebook
    notebook_run    runs its cells in a sandbox, and hears what became of each
    scoring         what the outputs of a test cell are worth, by nbgrader's rules
    isolated_judge  whether the tests come to the same points apart
    briefing        what the tests' process has to know of a notebook
    backends        the kinds of sandbox, and which can be used here
    launch          starts zygotes in them
    sandboxes       the warmed processes of a set
    sessions        speaks to the processes that are forked from those
    self_attack     attacks a sandbox before it is trusted
    clock           the CPU time and the waiting of a submission, seen from outside
    monitor         keeps what a submission takes below its limits
"""
