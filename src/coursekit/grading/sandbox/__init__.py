"""Processes that can reach nothing but themselves.

Two kinds (backends), tried in this order, and a third for those who accept the risk:

``bubblewrap``
    A *zygote* runs as process 1 of fresh namespaces that bubblewrap makes: no network, a
    read-only view of the interpreter, nothing of the host. It imports what the set needs once.
    Where several workers grade side by side, each has a *branch* of it: a fork in namespaces of
    its own, of all kinds, so that no student's processes are counted with another's.
    Each submission is a fork in namespaces of its own again (processes, files, shared memory),
    with no capability left and a seccomp filter. When the first process of a submission ends,
    the kernel ends all others and drops their files.
``landlock``
    Where no user namespaces exist: the same zygote under a user of its own, each submission
    confined by Landlock and seccomp.
``unsafe``
    Limits only. Asked for by name, never chosen.

Whichever is used is attacked before it is trusted (`engine.self_attack`).

::

    zygote           the warmed process, which only forks
    kernel           the few system calls that Python does not offer
    landlock         which files a process may reach
    seccomp          which system calls it may make
    preload          libraries imported and used once
    pages            memory that forks share
    student_folders  folders that student code has filled
"""
