"""What runs beside the student's code when a notebook is judged in place.

::

    process    the role of the sandbox's zygote: a server of cells, one at a time
    cells      runs a cell as a kernel does, and tells what became of it
    shell      IPython's shell as a notebook's kernel has it
    outputs    what a cell displays, by the rules of stock's client, and bounded

The host's side is ``engine.notebook_run``; points are given by ``engine.scoring``.
"""
