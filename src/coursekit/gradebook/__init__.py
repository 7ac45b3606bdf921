"""What is known of the class: stock nbgrader's gradebook.

::

    tables           the gradebook's tables by name
    opening          opened, or a word on why not
    recorder         the one writer, one transaction per student
    attempts         every hand-in that `course watch` has graded
    attempt_folders  where the files of each attempt lie
    feedback_files   what lies in a folder of feedback
    atomic_files     files and folders written whole or not at all
"""
