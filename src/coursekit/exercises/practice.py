"""A made-up class to rehearse grading with, drawn from a set's right and wrong alternatives."""

import copy
import math
import random
from collections.abc import Iterator

from nbformat import NotebookNode

from coursekit.exercises.alternatives import read_alternatives
from coursekit.exercises.questions import code_cells, questions
from coursekit.exercises.notebooks import read_source, release
from coursekit.exercises.sets import ExerciseSet

UNANSWERED = 0.3
"""Of the answers that are not right, the share that was never written."""

ESSAY = "I would start with the data.\n"


def hand_in(exercises: ExerciseSet, students: int) -> Iterator[tuple[str, NotebookNode]]:
    """Make up what a class hands in: name and notebook of each student.

    A student of skill ``s`` answers a question of difficulty ``d`` rightly with the chance
    ``1 / (1 + exp(d - s))`` [1]_; both are drawn from normal distributions, the same at each call.
    Right answers are the reference or one of ``accepted/``, wrong ones come from ``rejected/``.

    References
    ----------
    .. [1] G. Rasch (1960). Probabilistic Models for Some Intelligence and Attainment Tests.
    """
    source, released = read_source(exercises), release(exercises)
    asked = questions(code_cells(source))
    names = [question.name for question in asked]
    right: dict[str, list[str]] = {q.name: [code_cells(source)[q.solution].source] for q in asked}
    wrong: dict[str, list[str]] = {name: [] for name in names}
    for folder, pool in ((exercises.accepted, right), (exercises.rejected, wrong)):
        for alternative in read_alternatives(folder, names):
            pool[alternative.question].append(alternative.answer)
    chance = random.Random(exercises.name)  # noqa: S311 - made-up students, no secrets
    difficulty = {name: chance.gauss(-0.5, 1) for name in names}
    for number in range(1, students + 1):
        skill = chance.gauss(0.5, 1.2)
        notebook = copy.deepcopy(released)
        for cell in notebook.cells:
            marks = cell.metadata.get("nbgrader", {})
            name = marks.get("grade_id")
            if name in difficulty:
                if chance.random() < 1 / (1 + math.exp(difficulty[name] - skill)):
                    cell.source = chance.choice(right[name])
                elif wrong[name] and chance.random() > UNANSWERED:
                    cell.source = chance.choice(wrong[name])
            elif marks.get("solution") and marks.get("grade") and chance.random() < 0.8:
                cell.source = ESSAY
        yield f"student-{number:03}", notebook
