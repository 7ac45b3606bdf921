import re

import pytest
import vl_convert

from dataproblems.capacity import Guess, Line, Sheet

GUESSES = [
    Guess("users", "Users, millions", 50, 1, 100, 1),
    Guess("length", "Length of a vector", 128, 8, 512, 8),
]
LINES = [
    Line("requests", "requests", " per s", "users * 1e6 / (2 * 50000)", "one server", "1000"),
    Line("vectors", "vectors", "B", "users * 1e6 * length * 4", "memory", "64e9"),
    Line("both", "both", "", "requests + vectors / 64e9 - 1.5", "servers", "length / 4"),
]


def drawn(sheet):
    """The words of the chart, as a browser would show them at first."""
    svg = vl_convert.vegalite_to_svg(sheet.chart().to_dict())
    return re.findall(r">([^<]*\([^<]*\))</text>", svg)


def test_lines_follow_from_guesses_and_from_lines_before_them():
    solved = Sheet(GUESSES, LINES).solve()
    assert solved["value"].tolist() == pytest.approx([500, 25.6e9, 500 + 0.4 - 1.5])
    assert solved["limit"].tolist() == [1000, 64e9, 32]
    assert solved.loc["requests", "times"] == 0.5


def test_changed_guesses_leave_the_sheet_as_it_was():
    sheet = Sheet(GUESSES, LINES)
    assert sheet.solve(users=100).loc["requests", "value"] == 1000
    assert sheet.solve(users=1000).loc["requests", "value"] == 10_000
    assert sheet.solve().loc["requests", "value"] == 500


def test_the_browser_computes_what_python_computes():
    assert drawn(Sheet(GUESSES, LINES)) == [
        "requests: 500 per s (one server: 1k per s)",
        "vectors: 25.6GB (memory: 64GB)",
        "both: 499 (servers: 32)",
    ]
    fewer = [GUESSES[0]._replace(value=10), GUESSES[1]._replace(value=64)]
    sheet = Sheet(fewer, LINES)
    assert sheet.solve()["value"].tolist() == pytest.approx([100, 2.56e9, 98.54])
    assert [word.split(" (")[0] for word in drawn(sheet)] == [
        "requests: 100 per s",
        "vectors: 2.56GB",
        "both: 98.5",
    ]


def test_words_that_the_browser_keeps_for_itself_may_be_names():
    guesses = [Guess("new", "New ones", 3, 1, 9, 1), Guess("width", "Width", 2, 1, 9, 1)]
    lines = [
        Line("datum", "area", "", "new * width * 1e3", "room", "1e4"),
        Line("datum_limit", "rest", "", "datum - new", "room", "datum"),
    ]
    assert drawn(Sheet(guesses, lines)) == ["area: 6k (room: 10k)", "rest: 6k (room: 6k)"]


def test_what_is_over_its_limit_looks_so():
    under, over = (
        vl_convert.vegalite_to_svg(
            Sheet([GUESSES[0]._replace(value=value)], LINES[:1]).chart().to_dict()
        )
        for value in (99, 100)
    )
    assert "#d55e00" not in under
    assert "#d55e00" not in over, "what just fits is not over"
    wide = Sheet([GUESSES[0]._replace(value=100)], [LINES[0]._replace(limit="999")])
    assert "#d55e00" in vl_convert.vegalite_to_svg(wide.chart().to_dict()).lower()


@pytest.mark.parametrize(
    ("guesses", "lines", "message"),
    [
        ([], LINES[:1], "names of their own"),
        (GUESSES, [], "names of their own"),
        ([GUESSES[0], GUESSES[0]], LINES[:1], "users"),
        (GUESSES, [LINES[0]._replace(name="users")], "users"),
        (GUESSES, [LINES[0]._replace(name="per second")], "per second"),
        (GUESSES, [LINES[0]._replace(name="lambda")], "lambda"),
        (GUESSES, LINES[::-1], "requests"),
    ],
)
def test_a_sheet_that_cannot_be_computed_is_refused(guesses, lines, message):
    with pytest.raises(ValueError, match=message):
        Sheet(guesses, lines)


def test_a_guess_that_is_not_there_cannot_be_changed():
    with pytest.raises(ValueError, match="no guess 'buyers'"):
        Sheet(GUESSES, LINES).solve(buyers=3)
