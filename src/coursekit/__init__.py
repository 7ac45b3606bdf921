"""What an instructor runs to release, collect, grade and export, and a learner to check.

::

    cli          the ``course`` command
    completion   ``course completion``
    arguments    arguments that several commands share
    exercises/   the sets of a repository: sources, releases, classes
    check/       grades one notebook for its own author
    audit/       checks that a set's tests tell right from wrong
    assignment/  what was asked
    submission/  what came in
    grading/     runs it
    watch/       grades hand-ins as they come
    feedback/    what goes back
    gradebook/   what is known of the class
    report/      a class in one page
    lms/         to and from a learning management system
    alarm        time limits on code of this process
    errors       errors that are the user's to mend
    text         text from outside, fit for a terminal
"""
