"""The exercise sets of a repository, from their sources to a class.

::

    sets          where a set lives: its source, its alternatives, its release
    notebooks     a source as a notebook; the release by nbgrader's own steps
    questions     a set as the audit sees it: code cells, and the questions among them
    alternatives  answers written by people: right ones and wrong ones
    hints         hints for the page on the site, never in the notebook
    release       ``course release``
    new           ``course new``
    practice      a made-up class to rehearse grading with
"""
