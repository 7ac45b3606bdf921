"""What was asked.

::

    course    a stock nbgrader course directory: configuration, folders, sets
    notebook  the instructor's notebook: which cells are answers, which are tests
    outline   its questions, by their headings
    names     which names a cell binds and uses
    lessons   what a hidden test teaches those who fail it
    limits    what one submission may use, and who enforces it
"""
