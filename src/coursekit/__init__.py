"""What an instructor runs: release, audit, collect and grade exercise sets, report, export; and a
learner: check.

::

    cli           the ``course`` command
    exercises/    the sets of a repository: sources, releases, classes
    check/        grades one notebook for its own author
    audit/        checks that a set's tests tell right from wrong
    assignment/   what was asked
    submission/   what came in
    grading/      runs it
    feedback/     what goes back
    gradebook/    what is known of the class
    report/       a class in one page
    lms/          to and from a learning management system
"""
