"""Item analysis against SciPy, against hand computed cases, and in simulated classes."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from coursekit.report.items import analyse, discrimination, suspicions
from coursekit.report.model import Key, Part, Question

COVERAGE, STUDENTS, CLASSES = 0.9, 30, 300


def test_point_biserial_is_scipys_with_the_item_itself_left_out(make_book: Any) -> None:
    rng = np.random.default_rng(1)
    able = rng.normal(size=60)
    scores = {
        name: (points, np.where(able + rng.normal(size=60) > hard, points, 0).tolist())
        for name, points, hard in (("a", 1, -0.5), ("b", 2, 0), ("c", 4, 0.7))
    }
    items = {item.whole.name: item.whole for item in analyse(make_book(scores))}
    b, c = (np.array(scores[n][1]) for n in "bc")
    expected = stats.pointbiserialr(np.array(scores["a"][1]) > 0, b + c)
    told = items["a"].discrimination
    assert told.kind == "point-biserial"
    assert told.value == pytest.approx(expected.statistic)
    assert told.low < told.value < told.high
    assert items["b"].share == pytest.approx(b.mean() / 2)
    assert items["c"].full == pytest.approx(np.mean(c == 4))


def test_item_rest_by_hand(make_book: Any) -> None:
    """Five pairs of equal students, so that the correlation can be had with pencil and notebook."""
    part = [0, 1, 2, 3, 4] * 2
    rest = [1, 0, 2, 4, 3] * 2  # squared rank differences 1 + 1 + 0 + 1 + 1: r = 1 - 6 * 4 / 120
    book = make_book({"part": (4, part), "rest": (4, rest)})
    item = analyse(book)[0].whole
    assert item.discrimination.kind == "item-rest"
    assert item.discrimination.value == pytest.approx(0.8)
    assert (item.share, item.full, item.none) == pytest.approx((0.5, 0.2, 0.2))


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        ([1] * 12, [0, 1] * 6, "all earned the same"),
        ([0] * 12, [0, 1] * 6, "all earned the same"),
        ([0, 1] * 6, [1] * 12, "no differences in the rest"),
        ([0, 1] * 4, [0, 1] * 4, "fewer than 10 students"),
    ],
)
def test_undefined_where_nothing_differs_or_few_are_there(
    make_book: Any, a: list[float], b: list[float], why: str
) -> None:
    item = analyse(make_book({"a": (1, a), "b": (1, b)}))[0].whole
    assert item.discrimination is None
    assert item.undefined == why


def test_no_interval_hangs_on_one_student() -> None:
    told, _ = discrimination(np.array([1.0] * 19 + [0.0]), np.arange(20.0), 1.0)
    assert told is not None
    assert told.low is None
    assert not told.against


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 20)), min_size=10, max_size=40),
    st.floats(0.1, 50),
    st.randoms(use_true_random=False),
)
def test_bounds_hold_and_neither_scale_nor_order_matters(
    pairs: list[tuple[int, int]], scale: float, shuffler: Any
) -> None:
    earned, rest = np.array(pairs, dtype=float).T
    told, why = discrimination(earned, rest, 4.0)
    if told is None:
        assert why
        return
    assert -1 - 1e-9 <= told.value <= 1 + 1e-9
    if told.low is not None:
        assert told.low <= told.value + 1e-9
        assert told.high >= told.value - 1e-9
    order = list(range(len(pairs)))
    shuffler.shuffle(order)
    again, _ = discrimination(earned[order], scale * rest[order], 4.0)
    assert again is not None
    assert again.value == pytest.approx(told.value, abs=1e-9)


def _logistic(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def _gave_up(rng: Any, n: int) -> tuple[Any, Any]:
    """Return a class that knows nearly all, but for one in ten who gave up early."""
    able = np.where(rng.random(n) < 0.1, -3, rng.normal(size=n) + 1.5)
    solved = rng.random((9, n)) < _logistic(1.5 * (able - np.linspace(-1.5, 1, 9)[:, None]))
    return solved[4].astype(float), (solved.sum(axis=0) - solved[4]).astype(float)


def _rarely_wrong(rng: Any, n: int) -> tuple[Any, Any]:
    """Return an item that one in ten gets wrong by chance alone, and the class's other points."""
    return (rng.random(n) < 0.9).astype(float), _gave_up(rng, n)[1]


@pytest.mark.parametrize("world", [_gave_up, _rarely_wrong])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(
    world: Callable[[Any, int], tuple[Any, Any]],
) -> None:
    rng = np.random.default_rng(3)
    truth = np.corrcoef(*world(rng, 400_000))[0, 1]
    drawn = [discrimination(*world(rng, STUDENTS), 1.0)[0] for _ in range(CLASSES)]
    told = [d for d in drawn if d is not None and d.low is not None]
    assert len(told) > CLASSES / 2
    held = np.mean([d.low <= truth <= d.high for d in told])
    accused = np.mean([d.against for d in told])
    assert held >= COVERAGE - 0.04  # two standard errors of 300 classes
    assert accused <= 0.025


def test_a_question_against_the_able_is_suspected_first(make_book: Any) -> None:
    rng = np.random.default_rng(0)
    able = rng.normal(size=80)
    scores = {
        **{f"sound{n}": (1, (able > n / 2 - 1).astype(float).tolist()) for n in range(5)},
        "turned": (1, (able < 0.2).astype(float).tolist()),
        "easy": (1, [1.0] * 79 + [0.0]),
        "hard": (1, [1.0] + [0.0] * 79),
    }
    told = {i.whole.name: suspicions(i.whole) for i in analyse(make_book(scores))}
    assert told["turned"][0].startswith("Students who do well elsewhere earn less here")
    assert "Nearly everybody" in told["easy"][-1]
    assert "Nearly nobody" in told["hard"][-1]
    assert [told[f"sound{n}"] for n in range(5)] == [[]] * 5


def test_negative_by_chance_is_said_so(make_book: Any) -> None:
    a, b = [0, 1] * 6, [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0]
    item = analyse(make_book({"a": (1, a), "b": (1, b)}))[0].whole
    value = np.corrcoef(a, b)[0, 1]
    assert value < 0
    assert suspicions(item)[0].endswith("read the tests again.")


def test_who_is_not_counted(make_book: Any) -> None:
    scores = {"a": (1, [1, 0] * 6 + [0, 0]), "b": (2, [2, 0] * 6 + [0, 0])}
    book = make_book(scores)
    book.entries[-1].status = "rejected"
    book.entries[-2].untouched = True
    item = analyse(book)[0].whole
    assert item.students == 12
    assert item.share == 0.5


def test_answers_that_wait_for_a_person(make_book: Any) -> None:
    waiting: list[float | None] = [None] * 20
    book = make_book(
        {"a": (1, [1, 0] * 10), "b": (3, [0, 2] * 10), "essay": (5, waiting)}, by_hand=["essay"]
    )
    key, answer = Key("nb", "test-essay"), Key("nb", "essay")
    book.questions = (
        *book.questions[:2],
        Question("essay", (key,), (Part(key, 5, by_hand=True),)),
    )
    book.entries[0].scores[key], book.entries[0].blank = 0.0, {key, answer}
    book.entries[1].scores[key] = 4.0
    first, _, essay = (item.whole for item in analyse(book))
    assert (essay.waiting, essay.students, essay.blank) == (18, 1, 1)
    assert essay.share == pytest.approx(0.8)  # the zero of the blank one would say: too hard
    assert first.discrimination.value == pytest.approx(-1)  # the essay is not in the rest yet


def test_tests_of_one_question_have_rows_of_their_own(make_book: Any) -> None:
    book = make_book({"a": (1, [1, 0] * 6), "b": (3, [0, 3, 3, 0] * 3), "c": (2, [2, 2, 0, 0] * 3)})
    a, b, c = book.questions
    book.questions = (Question("ab", (*a.answers, *b.answers), (*a.parts, *b.parts)), c)
    both, single = analyse(book)
    assert [item.name for item in both.rows] == ["ab", "test-a", "test-b"]
    assert single.tests == ()
    assert both.whole.points == 4
    a_points, b_points, c_points = (
        [e.scores[k] for e in book.entries] for k in (Key("nb", f"test-{n}") for n in "abc")
    )
    assert both.whole.share == pytest.approx((sum(a_points) + sum(b_points)) / 48)
    rest_of_a = np.add(b_points, c_points)
    assert both.tests[0].discrimination.value == pytest.approx(
        np.corrcoef(a_points, rest_of_a)[0, 1]
    )
