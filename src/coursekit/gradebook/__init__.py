"""What is known of the class: stock nbgrader's gradebook.

::

    tables        the gradebook's tables by name
    recorder      the one writer, one transaction per student
"""
