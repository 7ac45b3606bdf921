"""Values cross with their exact types, and nothing else crosses."""

import collections
import datetime
import decimal
import fractions
import importlib
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from coursekit.grading.apart.protocol.codec import CodecError, decode, encode
from coursekit.grading.channel import Channel

for part in ("array_codec", "frame_codec"):  # they add themselves to the codec
    importlib.import_module(f"coursekit.grading.apart.protocol.{part}")

Point = collections.namedtuple("Point", "x y")

PLAIN = [
    None, True, 1, -(2**80), 1.5, math.inf, "text\ud800", b"bytes", 3 + 4j, [1, (2, {3})],
    {1: "a", (1, 2): [3]}, frozenset({1}), range(2, 9, 3), slice(1, None), ...,
    fractions.Fraction(1, 3), decimal.Decimal("1.10"), datetime.date(2026, 1, 2),
    datetime.datetime(2026, 1, 2, 3, 4, tzinfo=datetime.UTC), datetime.timedelta(1, 2, 3),
    collections.Counter("abca"), collections.OrderedDict(a=1), collections.deque([1, 2], 3),
    collections.defaultdict(list, {1: [2]}), Point(1, "b"), bytearray(b"x"),
    np.float64(2.5), np.int8(3), np.bool_(True), np.str_("x"), np.datetime64("2026-01-02"),
    pd.Timestamp("2026-01-02", tz="Europe/Paris"), pd.Timedelta("1D"), pd.NaT, pd.NA,
    pd.Interval(0, 1),
]  # fmt: skip


def crossed(value: object) -> Any:
    """Send a value from one end of a channel to the other."""
    ours, theirs = Channel.pair()
    ours.send(encode(value, lambda _: {"n": 1}))
    return decode(Channel(theirs).receive(5), lambda _: "a proxy")


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_plain_values_keep_value_and_type(value: object) -> None:
    there = crossed(value)
    assert type(there).__name__ == type(value).__name__
    assert repr(there) == repr(value)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=20,
)


@settings(max_examples=200)
@given(values)
def test_nested_values(value: object) -> None:
    assert repr(crossed(value)) == repr(value)


@pytest.mark.parametrize("dtype", ["i1", "u8", "f4", "c16", "?", "U3", "S2", "M8[s]", "m8[ms]"])
def test_arrays(dtype: str) -> None:
    array = np.arange(6).astype(dtype).reshape(2, 3)
    there = crossed(array)
    assert there.dtype == array.dtype
    np.testing.assert_array_equal(there, array)
    there[0] = there[1]  # a copy of one's own, and writable


def test_frames() -> None:
    frame = pd.DataFrame(
        {
            "i": [1, 2, 3],
            "s": ["x", None, "z"],
            "f": [1.0, np.nan, 3],
            "d": pd.date_range("2026", periods=3, tz="UTC"),
            "c": pd.Categorical(["a", "b", "a"], ordered=True),
            "n": pd.array([1, None, 3], dtype="Int64"),
            "o": [1, "a", None],
            "p": pd.period_range("2026", periods=3, freq="M"),
        }
    )
    for case in (
        frame,
        frame.set_index(["i", "s"]),
        frame.set_index("d"),
        frame.iloc[:0],
        frame[["i"]].T,
    ):
        pd.testing.assert_frame_equal(crossed(case), case)
    for name in frame:
        pd.testing.assert_series_equal(crossed(frame[name]), frame[name])


def test_sparse_matrices() -> None:
    matrix = sparse.random(5, 4, 0.5, format="csr", random_state=0)
    assert (crossed(matrix) != matrix).nnz == 0


def test_subclasses_do_not_cross_as_what_they_pretend() -> None:
    class Always(int):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = int.__hash__

    for pretender in (Always(3), type("L", (list,), {})([1]), type("S", (str,), {})("x")):
        assert crossed(pretender) == "a proxy"
        assert crossed([pretender]) == ["a proxy"]


def test_bytes_that_are_no_truth_value() -> None:
    forged = {"array": ["|b1", [3], b"\x00\x01\xff"]}
    array = decode(forged, lambda _: None)
    assert array.view("u1").tolist() == [0, 1, 1]


def test_endless_values_are_refused() -> None:
    cyclic: list[object] = []
    cyclic.append(cyclic)
    with pytest.raises(CodecError, match="nested"):
        encode(cyclic, lambda _: None)
    with pytest.raises(CodecError, match="too large"):
        encode(1 << 1_000_000, lambda _: None)


@pytest.mark.parametrize(
    "message",
    [
        [], {}, {"list": 5}, {"nothing": 1}, {"int": "0xzz"}, {"array": ["O", [1], b"AAAA"]},
        {"array": ["<i8", [-1], b"AAAA"]}, {"array": ["<f8", [10**9], b"a"]},
        {"array": ["<f8", [1], "a"]}, {"dict": [[[], 1]]},
        {"namedtuple": ["x; import os", ["a"], [1]]}, {"namedtuple": ["P", ["a b"], [1]]},
        {"datetime": "yesterday"}, {"frame": [1, 2, 3]}, {"extension": ["extension", "os", []]},
        {"objects": [[5], []]}, {"sparse": ["os", [], []]}, {"a": 1, "b": 2},
        {"set": [{"list": []}]}, {"decimal": 5}, {"complex": ["1", "2"]}, {"dtype": 3},
        {"sparse": ["csr_matrix", [{"list": []}, {"list": []}, {"list": []}], [2, 2]]},
    ],
    ids=repr,
)  # fmt: skip
def test_forged_messages_are_refused(message: object) -> None:
    with pytest.raises((CodecError, ValueError, TypeError)):
        decode(message, lambda _: None)
