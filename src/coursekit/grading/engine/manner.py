"""How a set is graded: which judges, what becomes of doubts, whose rules of scoring."""

import dataclasses
import enum


class Judges(enum.Enum):
    """Which judges grade."""

    IN_PLACE = "in-place"
    BOTH = "both"


class OnDoubt(enum.Enum):
    """What becomes of points that the isolated judge does not confirm."""

    FLAG = "flag"
    WITHHOLD = "withhold"


@dataclasses.dataclass(frozen=True)
class Manner:
    """How a set is graded.

    Attributes
    ----------
    stock
        Whether stock's rules of scoring hold to the letter (see `scoring`).
    lessons
        Whether students read what a hidden test that they failed tries.
    """

    judges: Judges = Judges.BOTH
    on_doubt: OnDoubt = OnDoubt.FLAG
    stock: bool = False
    lessons: bool = False
