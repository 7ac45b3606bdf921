"""Every exercise set of the repository."""

from pathlib import Path

import pytest

from coursekit.exercises.sets import ExerciseSet

ROOT = Path(__file__).parents[2]
SETS = [ExerciseSet(ROOT, path.stem) for path in sorted(ROOT.glob("solutions/*.md"))]


@pytest.fixture(params=SETS, ids=lambda exercises: exercises.name)
def exercises(request: pytest.FixtureRequest) -> ExerciseSet:
    """Each set in turn."""
    found: ExerciseSet = request.param
    return found
