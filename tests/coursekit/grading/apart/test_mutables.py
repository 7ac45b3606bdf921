"""The global generators: what is told of them is what they are."""

# ruff: noqa: NPY002, S311 - the global generators are what is tested

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from coursekit.grading.apart.protocol import mutables

KEPT: list[Any] = []
MOVES: list[Callable[[], object]] = [
    lambda: np.random.seed(5),
    lambda: np.random.normal(),
    lambda: np.random.rand(700),
    lambda: np.random.randn(3),
    lambda: np.random.standard_t(3),
    lambda: KEPT.append(np.random.get_state()),
    lambda: KEPT and np.random.set_state(KEPT[-1]),
    lambda: random.random(),
    lambda: None,
]


def test_a_look_at_the_memory_misses_nothing() -> None:
    choice = random.Random(1)
    for _ in range(500):
        choice.choice(MOVES)()
        name, keys, *rest = np.random.get_state()  # type: ignore[misc]  # a tuple, not a dict
        told = mutables.global_generators()
        assert told["numpy"] == (name, keys.tobytes(), *rest)
        assert told["random"] == random.getstate()


@pytest.mark.parametrize("moves", [MOVES[:5], MOVES[3:4], MOVES[7:8]])
def test_what_was_told_can_be_set_again(moves: list[Callable[[], object]]) -> None:
    before = mutables.global_generators()
    first = np.random.normal(), np.random.normal(), random.random()
    for move in moves:
        move()
    mutables.set_global_generators(before)
    assert (np.random.normal(), np.random.normal(), random.random()) == first


def test_other_engines_of_numpy_are_left_alone() -> None:
    engine = np.random.get_bit_generator()
    before = mutables.global_generators()
    np.random.set_bit_generator(np.random.PCG64(1))
    try:
        assert "numpy" not in mutables.global_generators()
        mutables.set_global_generators(before)
    finally:
        np.random.set_bit_generator(engine)
