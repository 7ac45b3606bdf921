"""What is known of the class: stock nbgrader's gradebook.

::

    tables        the gradebook's tables by name
    opening       opened, or a word on why not
    folders       written whole or not at all
    attempts      every hand-in that `course watch` has graded
    places        the folders of attempts
    recorder      the one writer, one transaction per student
"""
