"""A page as a notebook that is complete by itself: to download, or to open in Binder or Colab.

The page's own source is no such thing: its text refers to other pages and to numbers by name, and
its code hands numbers to the text. Here the rendered page gives the text, the executed notebook
the code and what came out of it::

    code      a cell's code without what only the book needs
    prose     a rendered page in pieces of Markdown, and where its cells stand among them
    cells     the rendered page without its code cells
    pictures  drawings as PNG: notebooks show no SVG of a stranger's
    compose   all of it put together, with a first cell that says how to run it
"""
