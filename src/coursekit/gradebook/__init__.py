"""What is known of the class: stock nbgrader's gradebook.

::

    tables        the gradebook's tables by name
    opening       opened, or a word on why not
    folders       written whole or not at all
    recorder      the one writer, one transaction per student
"""
