"""The page of a watch: readable by everybody, in light and dark, on desktop and phone."""

import json
import threading
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup

from coursekit.watch.page import HOST, open_page
from coursekit.watch.status import summed_up

HOSTILE = "<script>alert(1)</script>' onfocus=\"x"


def state(name: str = "shop", students: int = 30, word: str = "of memory") -> dict[str, Any]:
    """What `status` says of a busy set."""
    return {
        "assignment": name,
        "at": "2026-03-02T12:00:00Z",
        "counts": "best",
        "attempts_allowed": 10,
        "per_hour_allowed": 4,
        "waiting": [
            {"student": f"student-{n}", "attempt": n + 1, "seconds": 3.5 * n, "until": until}
            for n, until in enumerate([None, "2026-03-02T12:40:00Z"] * 12)
        ],
        "students": students,
        "graded": 70,
        "refused": 2,
        "failed": [{"student": "zoë", "attempt": 2, "reason": f"the grader failed on it: {word}"}],
        "took": dict.fromkeys(
            ("wait_median", "wait_worst", "grading_median", "grading_worst"), 12.25
        ),
        "questions": [
            {"test": f"test-{'a-long-name-' * (n % 3)}{n}", "students": students, "failing": 30 - n}
            for n in range(0, 31, 3)
        ],
        "cut": dict.fromkeys((f"slow-{n}" for n in range(19)), "'cost' ran too long"),
        "stalled": [{"student": f"student-{word}", "since": 4, "best": 3.0, "most": 9.0}],
        "newest": [
            {"student": f"student-{n}{word}", "attempt": 1, "score": 7.5, "penalty": n % 2,
             "most": 9.0, "counts": n % 3 == 0, "reason": word if n == 4 else "", "handed_in": None,
             "waited": 1.25, "returned": True}
            for n in range(20)
        ],
        "left_out": {f"eve+{name}+{word}": "it is not a folder"},
    }  # fmt: skip


@pytest.fixture
def address() -> Iterator[str]:
    server = open_page(0, lambda: [state(), state("drift", 1, HOSTILE)])
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://{HOST}:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _get(url: str) -> tuple[str, Any]:
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server
        return answer.read().decode(), answer.headers


def test_what_students_write_does_nothing(address: str) -> None:
    soup = BeautifulSoup(_get(address)[0], "html.parser")
    assert not soup.find_all("script")
    assert not [a for e in soup.find_all(name=True) for a in e.attrs if a.startswith("on")]
    assert HOSTILE in soup.get_text()


def test_it_is_kept_up_to_date_until_it_is_asked_to_hold_still(address: str) -> None:
    live, headers = _get(address)
    assert headers["Refresh"] == "10"
    assert "Hold still" in live
    still, headers = _get(f"{address}/still")
    assert headers["Refresh"] is None
    assert "Keep it up to date" in still
    text = BeautifulSoup(live, "html.parser").get_text(" ", strip=True)
    assert "And 4 more." in text
    assert "graded, of 1 student 70" in text
    assert len(json.loads(_get(f"{address}/status.json")[0])) == 2


def test_in_a_log_it_names_patterns() -> None:
    lines = summed_up(state(students=60))
    assert lines[0].startswith("shop: 24 waiting, 70 graded of 60 students, 2 refused, 1 failed")
    assert "  test-0: 30 of 60 fail it in their last attempt" in lines
    names = "slow-0, slow-1, slow-10, slow-11, slow-12 and 14 more"
    assert f"  19 of 60: 'cost' ran too long: {names}" in lines
    assert "  student-of memory: 4 attempts since the best one (3 of 9 points)" in lines


def test_in_a_browser_in_light_and_dark_on_desktop_and_phone(
    address: str, inspect: Callable[..., dict[str, list[str]]]
) -> None:
    found = inspect(f"{address}/still")
    del found["asked"]
    assert found == {"axe": [], "wide": [], "said": [], "script": []}
