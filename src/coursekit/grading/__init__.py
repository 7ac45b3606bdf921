"""Grading: the folders are the walls between processes.

::

    command    ``course grade``
    options    its options, and those that ``course watch`` shares
    engine/    on the host, trusted: leads submissions through all of this
    in_place/  the notebook as in a kernel: what runs beside the student's code
    apart/     the isolated judge: the tests in one sandbox, the student's code in another
    sandbox/   a process that can reach nothing but itself
    channel    frames over a socket: how all these processes speak
"""
