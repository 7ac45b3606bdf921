"""The page: nothing that students wrote can act in it, and everybody can read it."""

import csv
import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.gradebook.attempts import Attempt, Tried
from coursekit.lms.sheet import Sheet
from coursekit.report.model import Failure, Key, Try
from coursekit.report.page import render
from coursekit.report.scores import distribution
from coursekit.report.table import table

HOSTILE = [
    "<script>alert(1)</script>",
    "</code></pre></td></table><img src=x onerror=alert(2)>",
    '" onmouseover="alert(3)" x="',
    "' autofocus onfocus='alert(4)",
    "</style><svg onload=alert(5)>",
    "{{ 7 * 7 }}{% raw %}<!--",
    "javascript:alert(6)",
    "\u202eevil\x00\x1b[31m\ud800",
    "=cmd|' /C calc'!A0",
]
LONG = "[*range(40)] == sorted_by_many_things_in_a_row(" * 8


def _code(number: int) -> str:
    """Return an answer like no other."""
    lines = [f"    x = x * {k + 17 * number} + {k * k + 31 * number}\n" for k in range(12)]
    return "def f(x):\n" + "".join(lines) + "    return x\n"


@pytest.fixture(scope="session")
def hostile(make_book: Callable[..., Any]) -> Callable[[list[str]], Any]:
    """Return a maker of classes in which texts stand wherever a student can write."""

    def make(texts: list[str]) -> Any:
        scores = {"a": (2, [0, 2] * 10), "b": (3, [0, 3, 3, 0] * 5), "c": (1, [1] * 20)}
        codes = [f"{_code(n)}{text}" for n, text in enumerate(texts) for _ in range(2)]
        codes = (codes + [f"def f(x): return {n}" for n in range(20)])[:20]
        book = make_book(scores, {"a": codes})
        for n, text in enumerate(texts[:10]):
            entry = book.entries[n]
            entry.student, entry.name, entry.reason = f"{n}{text}", text, text
            entry.status = "partial"
            entry.flags = [text, f"{text} again"]
            entry.pages = {"nb": "../feedback/x/nb.html"} if n % 2 else {text: "a.html", "z": "b"}
            entry.failures[Key("nb", "test-a")] = Failure("failed", text, f"E: {text}")
            entry.seconds[Key("nb", "a")] = 0.5
            entry.memory[Key("nb", "a")] = 3 << 20
            entry.late = 90061.0
            moment = datetime.datetime(2026, 3, 2, n)
            for number in range(1, 6):
                row = Attempt(
                    entry.student, number, "", "", moment, moment, state="graded",
                    score=2.0 - n % 2, most=6.0, reason=text,
                )  # fmt: skip
                lost = {Key("nb", "test-a"): Tried(0, 2, "failed", text, f"E: {text}")}
                entry.tries.append(Try(row, lost, entry.pages))
        return book

    return make


def _skeleton(page: str) -> tuple[set[str], set[str]]:
    soup = BeautifulSoup(page, "html.parser")
    elements = soup.find_all(name=True)
    return {e.name for e in elements}, {name for e in elements for name in e.attrs}


def test_hostile_texts_are_shown_and_do_nothing(hostile: Callable[[list[str]], Any]) -> None:
    page = render(hostile(HOSTILE), "x.csv")
    names, attributes = _skeleton(page)
    harmless_names, harmless_attributes = _skeleton(render(hostile(["w"] * len(HOSTILE)), "x.csv"))
    assert "pre" in names
    assert names == harmless_names
    assert attributes <= harmless_attributes
    assert not names & {"script", "img", "iframe", "form", "object", "embed", "base"}
    assert not [a for a in attributes if a.startswith("on")]
    text = BeautifulSoup(page, "html.parser").get_text()
    assert "<script>alert(1)</script>" in text
    assert "{{ 7 * 7 }}" in text
    page.encode()
    assert "\0" not in page
    assert "\x1b" not in page


@settings(max_examples=25)
@given(text=st.text(st.characters() | st.sampled_from("<>&\"'{}%#=`\n"), max_size=60))
def test_no_text_changes_the_page_around_it(hostile: Callable[[list[str]], Any], text: str) -> None:
    page = render(hostile([text] * 4), "x.csv")
    assert _skeleton(page) == _skeleton(render(hostile(["w" if text else ""] * 4), "x.csv"))


def test_the_page_asks_nobody_for_anything(hostile: Callable[[list[str]], Any]) -> None:
    soup = BeautifulSoup(render(hostile(HOSTILE), "the table.csv"), "html.parser")
    targets = [
        e[a] for e in soup.find_all(name=True) for a in ("href", "src", "action") if e.get(a)
    ]
    assert targets
    own = {f"#{e['id']}" for e in soup.find_all(id=True)}
    for target in targets:
        assert "//" not in target
        assert not target.startswith("#") or target in own
        assert ":" not in target or target == "data:,"
    assert "the%20table.csv" in targets
    style = soup.style.string
    assert "url(" not in style
    assert "@import" not in style
    policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'")


def test_tables_and_charts_say_what_they_are(hostile: Callable[[list[str]], Any]) -> None:
    soup = BeautifulSoup(render(hostile(HOSTILE[:3]), "x.csv"), "html.parser")
    tables = soup.find_all("table")
    assert len(tables) >= 6
    for found in tables:
        assert found.caption.get_text(strip=True)
        assert all(cell.get("scope") for cell in found.find_all("th"))
    for chart in soup.find_all("svg"):
        assert chart.get("aria-hidden") == "true" or chart["role"] == "img"
    words = soup.find("svg", role="img")["aria-label"]
    assert words.startswith("Histogram of 20 scores: ")
    assert [soup.find(name) is not None for name in ("header", "nav", "main", "footer")] == [
        True
    ] * 4


@given(st.lists(st.integers(0, 60), min_size=1, max_size=60), st.floats(0, 9))
def test_the_histogram_counts_everybody_once(
    make_book: Callable[..., Any], scores: list[int], extra: float
) -> None:
    book = make_book({"a": (60, [s / 4 for s in scores])})
    book.entries[0].extra = extra
    told = distribution(book)
    assert told is not None
    assert sum(bar.count for bar in told.bars) == len(scores)
    assert len(told.bars) <= 20
    for bar, following in zip(told.bars, told.bars[1:], strict=False):
        assert bar.high == following.low
        inside = [e for e in book.entries if bar.low <= e.total < bar.high]
        assert bar.count == len(inside)


def test_the_table_says_the_same_and_runs_nothing(
    hostile: Callable[[list[str]], Any], tmp_path: Path
) -> None:
    book = hostile(HOSTILE)
    table(book).write(tmp_path / "x.csv")
    read = Sheet.read(tmp_path / "x.csv")
    assert len(read.rows) == 20
    rows = [dict(zip(read.header, row, strict=True)) for row in read.rows]
    assert rows[1]["score"] == f"{book.entries[1].total:g}"
    assert rows[0]["test-a"] == "0"
    assert rows[5]["late_seconds"] == "90061"
    assert rows[8]["name"] == "'=cmd|' /C calc'!A0"
    plain = csv.reader(io.StringIO((tmp_path / "x.csv").read_text("utf-8-sig"), newline=""))
    assert not [cell for row in plain for cell in row if cell.startswith(("=", "+", "@"))]


_UNREACHABLE = """() => [...document.querySelectorAll(".scroll, pre")]
    .filter((e) => e.scrollWidth > e.clientWidth && e.tabIndex !== 0)
    .map((e) => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("texts", [HOSTILE, [LONG, "an ordinary message", "Zoë"]])
def test_in_a_browser_in_light_and_dark_on_desktop_and_phone(
    hostile: Callable[[list[str]], Any],
    inspect: Callable[..., dict[str, list[str]]],
    tmp_path: Path,
    texts: list[str],
) -> None:
    path = tmp_path / "report.html"
    path.write_text(render(hostile(texts), "report.csv"), "utf-8")
    found = inspect(path.as_uri(), bypass_csp=False, script=_UNREACHABLE)
    assert {path.as_uri()} == set(found.pop("asked")) - {"data:,"}
    assert found == {"axe": [], "wide": [], "said": [], "script": []}
