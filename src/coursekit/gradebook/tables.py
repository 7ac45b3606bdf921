"""The gradebook's tables by name: nbgrader knows its own as mapped classes only."""

import sqlalchemy as sa
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)

STUDENT: sa.Table = Student.__table__
SUBMISSION: sa.Table = SubmittedAssignment.__table__
SUBMITTED_NOTEBOOK: sa.Table = SubmittedNotebook.__table__
NOTEBOOK: sa.Table = Notebook.__table__
CELL: sa.Table = BaseCell.__table__
GRADE: sa.Table = Grade.__table__
COMMENT: sa.Table = Comment.__table__

METADATA = sa.MetaData()
GRADING = sa.Table(
    "coursekit_grading",
    METADATA,
    sa.Column("assignment", sa.String(128), primary_key=True),
    sa.Column("student", sa.String(128), primary_key=True),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("reason", sa.Text(), nullable=False),
    sa.Column("detail", sa.Text(), nullable=False),
    sa.Column("graded_at", sa.DateTime(), nullable=False),
)
"""Ours: the digest of what was graded, the reason in words, the flags."""
