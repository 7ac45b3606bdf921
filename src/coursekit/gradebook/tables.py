"""The gradebook's tables by name: nbgrader knows them as mapped classes only."""

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
