"""The exercises' checks: every right form passes, every slip is called by its name."""

import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from dataproblems import checks


@pytest.mark.parametrize(
    "answer", [0.5, np.float32(0.5), np.array(0.5), np.array([0.5]), [0.5], pd.Series([0.5])]
)
def test_a_number_in_any_form(answer: Any) -> None:
    assert checks.number(answer, "f()") == 0.5


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        (None, "f() is None: did you forget a return?"),
        ([1, 2], "must be one number; got list of 2"),
        ("many", "must hold numbers; got str"),
        (float("nan"), "contains NaN: a gap not filled, or something divided by zero?"),
        ([[1], [1, 2]], "must hold numbers, in rows of equal length; got list"),
        (np.inf, "contains infinity"),
        (len, "must hold numbers; got builtin_function_or_method"),
    ],
)
def test_what_is_no_number(answer: Any, slip: str) -> None:
    with pytest.raises(AssertionError) as error:
        checks.number(answer, "f()")
    assert slip in str(error.value)


@pytest.mark.parametrize(
    "form",
    [np.array, pd.DataFrame, sparse.csr_array, sparse.csr_matrix, sparse.coo_matrix, list, tuple],
)
def test_an_array_in_any_form(form: Any) -> None:
    values = checks.array(form([[1, 0], [0, 2]]), "M", (2, 2))
    assert type(values) is np.ndarray
    assert values.tolist() == [[1, 0], [0, 2]]


@pytest.mark.parametrize(
    "answer", ["0.9", ("0.9", "1.0"), np.array(["1"]), pd.Series(["1", "2"]), [[1, "2"]]]
)
def test_numbers_written_as_text_are_no_numbers(answer: Any) -> None:
    with pytest.raises(AssertionError, match="some are written as text"):
        checks.array(answer, "M")


def test_a_transposed_array_is_called_so() -> None:
    with pytest.raises(
        AssertionError, match=r"shape \(2, 3\); got \(3, 2\) \(is it transposed\?\)"
    ):
        checks.array(np.zeros((3, 2)), "M", (2, 3))
    with pytest.raises(AssertionError, match=r"shape \(2, 2\); got \(4,\)$"):
        checks.array(np.zeros(4), "M", (2, 2))


@pytest.mark.parametrize(
    "answer", [[2, 0], (2, 0), np.array([2.0, 0.0]), pd.Index([2, 0]), {2: "x", 0: "y"}.keys()]
)
def test_items_in_any_form(answer: Any) -> None:
    assert checks.items(answer, "top", 2, 3) == [2, 0]


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        ([1], "must hold 2 items; got 1"),
        ([1, 1], "holds an item twice"),
        ([1, 3], "positions from 0 to 2"),
        ([1, -1], "positions from 0 to 2"),
        ([0.5, 1], "positions from 0 to 2"),
    ],
)
def test_what_is_no_list_of_items(answer: Any, slip: str) -> None:
    with pytest.raises(AssertionError, match=slip):
        checks.items(answer, "top", 2, 3)


def test_a_table_with_columns_in_any_order() -> None:
    answer = pd.DataFrame({"b": [1], "extra": [0], "a": [2]}, index=["x"])
    table = checks.table(answer, "train", ["a", "b"])
    assert table.to_dict("list") == {"a": [2], "b": [1]}
    assert list(table.index) == [0]
    with pytest.raises(AssertionError, match=r"train lacks the columns \['c'\]"):
        checks.table(answer, "train", ["a", "c"])
    with pytest.raises(AssertionError, match="must be a DataFrame; got list"):
        checks.table([1], "train", ["a"])


def test_equal_tolerates_rounding_only() -> None:
    checks.equal(0.1 + 0.2, 0.3, "f()", "")
    checks.equal(np.array([[1, 2]]).T, [[1], [2]], "f()", "")
    with pytest.raises(AssertionError, match=r"f\(\) should be 0.3; got 0.301. Count again."):
        checks.equal(0.301, 0.3, "f()", "Count again.")
    with pytest.raises(AssertionError, match="shape"):
        checks.equal([1], [1, 2], "f()", "")
    with pytest.raises(AssertionError, match="must be one number"):
        checks.equal([0.3, 0.3], 0.3, "f()", "")


@pytest.mark.parametrize(
    ("answer", "truth", "told"),
    [
        (0.41591, 0.41592, "should be 0.41592; got 0.41591."),
        (2000.3, 2000.31, "should be 2000.31; got 2000.3."),
        (1.000002, 1.0, "should be 1; got 1.000002."),
        ([1 / 3, 0.5], [0.333334, 0.5], r"should be [0.333334, 0.5 ]; got [0.333333, 0.5 ]."),
    ],
)
def test_a_message_has_as_many_digits_as_tell_the_values_apart(
    answer: Any, truth: Any, told: str
) -> None:
    with pytest.raises(AssertionError) as caught:
        checks.equal(answer, truth, "f()", "")
    assert told in " ".join(str(caught.value).split())


def test_a_long_array_names_the_first_entry_that_differs() -> None:
    truth = np.zeros(100)
    wrong = np.where(np.arange(100) == 50, 0.25, truth)
    right, got = checks.told_apart(truth, wrong)
    assert right.endswith("with 0.0 at [50]")
    assert got.endswith("with 0.25 at [50]")
    assert checks.told_apart([1.0], [1.0])[0] == "[1.]"


def test_an_object_that_equals_everything_earns_nothing() -> None:
    class Chameleon:
        __hash__ = object.__hash__

        def __eq__(self, other: object) -> bool:
            return True

    with pytest.raises(AssertionError, match="must hold numbers; got Chameleon"):
        checks.equal(Chameleon(), 0.3, "f()", "")


def test_a_student_cannot_change_the_arguments() -> None:
    table = pd.DataFrame({"a": [1, 2]})
    values = np.ones(2)

    def careless(t: pd.DataFrame, v: Any) -> int:
        t["a"] = 0
        v[:] = 0
        return 1

    assert checks.ask(careless, table, values) == 1
    assert table["a"].tolist() == [1, 2]
    assert values.tolist() == [1, 1]


def test_forgotten_returns_and_overwritten_names() -> None:
    def forgetful(_: int) -> None:
        pass

    with pytest.raises(
        AssertionError, match=r"forgetful\(...\) gave None: did you forget a return"
    ):
        checks.ask(forgetful, 1)
    with pytest.raises(
        AssertionError, match="expected a function, found float: was it overwritten"
    ):
        checks.ask(0.2)  # type: ignore[arg-type]  # what a student may do


def test_warnings_are_printed_where_they_cost_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        checks.print_warnings()
        warnings.warn_explicit("beware", RuntimeWarning, "cell", 1)
    out, err = capsys.readouterr()
    assert out == "RuntimeWarning: beware\n"
    assert err == ""


def test_many_calls_at_once() -> None:
    held: list[list[int]] = [[1], [2, 3]]

    def emptying(values: list[int]) -> int:
        total = sum(values)
        values.clear()
        return total

    assert checks.ask_many(emptying, [(values,) for values in held]) == [1, 5]
    assert held == [[1], [2, 3]]
    with pytest.raises(AssertionError, match="did you forget a return"):
        checks.ask_many(lambda x: x, [(1,), (None,)])


def test_many_calls_where_the_function_is_elsewhere() -> None:
    class Remote:
        def __call_many__(self, calls: list[tuple[int, int]]) -> list[int]:
            return [a * b for a, b in calls]

        def __call__(self, *_: int) -> int:
            raise AssertionError("asked one by one")

    assert checks.ask_many(Remote(), [(2, 3), (4, 5)]) == [6, 20]


def test_only_arrays_of_one_shape_are_told_apart() -> None:
    with pytest.raises(ValueError, match="one shape"):
        checks.told_apart([1, 2], [1])
