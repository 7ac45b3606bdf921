"""Hand-ins graded as they come: ``course watch``.

::

    command        the command line; a process for each set and one for the page
    service        one set: takes hand-ins, has them graded, records, returns
    arrivals       where hand-ins come from: nbgrader's exchange, a plain folder
    intake         an arrival kept in the course's folder and in the gradebook
    settings       the instructor's rules, from the command line or the configuration
    attempt_rules  which attempt counts, who is next, how many are allowed
    returning      feedback back through nbgrader's exchange
    status         what waits, what ran, what most people fail
    page           the same as a local page
    lock           no two watches in one course

The attempts themselves are in `coursekit.gradebook`. An attempt is in the state *waiting* until one
transaction records its score, its place among the student's attempts and, where it counts, the
gradebook's rows. Whatever is killed before that is graded again; whatever is killed after it has
only its feedback to return, which can be done twice without harm.
"""
