"""What was asked.

::

    course        a stock nbgrader course directory: configuration, folders, sets
    notebook      the instructor's notebook: which cells are answers, which are tests
    names         which names a cell binds and uses
    limits        what one submission may use
"""
