"""A grader for unknown notebooks: fast, safe, and nothing is lost.

The way of one submission, and the module that owns each step::

    course        the nbgrader course directory: configuration, gradebook, folders
    paper         the instructor's notebook: which cells are answers, which are tests
    names         which names a cell binds and uses
    ingest        hostile bytes in, plain cells out
    plan          the student's cells laid against the instructor's
    sandbox/      a process that can reach nothing but itself
    grader        leads one submission through all of this
    examination   one notebook: all its cells, then all its tests
    trusted       the process of the tests, as the grader speaks to it
    timeline      the states of a student's notebook, and the processes in them
    footprints    what each cell and test may change, and so which may share a process
    past          which cells can run unseen
    loaded        what is imported already
    texts         cells and tests as their texts show them
    watch         keeps what a submission takes below its limits
    notebook      the autograded notebook, as stock nbgrader lays it out
    harmless      texts and outputs that act in nobody's browser
    feedback      the page for the student, without a hidden test
    tables        the gradebook's tables by name
    record        the one writer of the gradebook, one transaction a student
    engine        workers, resumption, progress
    cluster       the same over a Dask cluster
    command       ``course grade``

In the student's sandbox::

    pupil         runs the student's cells, answers for the student's objects
    views         what names stand for, to one test or another
    display       a notebook's screen without a kernel
    exports       the student's objects, and how they are told
    borrowed      stubs for what a test has lent
    effects       what the test has changed around student code, and what that code leaves

In the trusted process, which has a sandbox of its own::

    checker       runs the tests
    world         what the instructor gave and asked for
    connection    requests and values to one state of the student's notebook
    standins      classes and objects that stand for the student's
    told          what the student's side says of an object, read with care
    forwarding    what a stand-in asks of the student's object, and what it does not
    scoring       an estimator's score, from its predictions alone
    raised        the student's exceptions
    lent          functions, fakes and files that a test lends to student code
    surroundings  what a test changes around student code
    pickles       no pickle of the student's is opened here
    strict        NumPy's comparisons, without leniency to nothing

On both sides::

    warming       libraries imported and used once, before any student's code runs
    wire          frames of JSON over a socket
    codec         values as JSON: data only, exact types
    arrays        the same for NumPy, pandas, SciPy
    twins         mutable objects that both sides hold, kept alike
    mutables      which those are, and how they are filled
    mirror        files that a test and student code pass to one another

Nothing the student's process says is believed beyond "this is my value": the tests run
elsewhere, on copies built from trusted types.
"""
