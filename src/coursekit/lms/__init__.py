"""To and from a learning management system: grades out, submissions in.

What the systems themselves read and write is taken from their sources (Canvas's
``gradebook_importer``, ``gradebook_exporter`` and ``content_zipper``; Moodle's
``gradeimport_csv``, ``assignfeedback_offline`` and ``mod_assign``)::

    sheet           CSV files that spreadsheets and both systems read
    people          who is who: ids there, ids here
    scores          what the gradebook says of a set
    columns         what goes into a file, as the instructor chose
    plain           nbgrader's own columns
    filling         points written into a file of the system's own
    canvas          the gradebook of Canvas
    moodle          Moodle's grade import and its grading worksheet
    gradescope      an autograder that runs in Gradescope's container
    export          ``course export``

    archives        the files in an archive or a folder, listed and read
    file_names      which student a file name speaks of
    handin          one student's files: which notebook, which attempt
    shelf           the folder of what students have handed in
    terminal_table  rows of text in columns, for a terminal
    collect         ``course collect``
"""
