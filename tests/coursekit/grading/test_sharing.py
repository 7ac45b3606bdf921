"""Cells and tests that share a process: nobody gains or loses by what others have left in it."""

from collections.abc import Callable
from typing import Any

import pytest

from coursekit.grading.footprints import Footprints
from coursekit.grading.grader import Grader
from coursekit.grading.limits import Limits
from coursekit.grading.paper import Assignment
from coursekit.grading.past import Past
from coursekit.grading.sandbox import launch
from coursekit.grading.sandbox.selfattack import choose

LIMITS = Limits(cell=5, test=5, total=120)
REFERENCE = {
    "basket": "basket = ['apple']\ndef add(item):\n    basket.append(item)",
    "first": "def first(): return basket[0]",
    "model": "class Model:\n    fitted = 0\n    def fit(self):\n        self.fitted = 1\n"
    "        return self\nmodel = Model().fit()",
    "again": "again = model.fit()",
    "best": "def double(x): return 2 * x\nbest = double(3)",
    "state": "state = {'x': 5}\ndef setup(): state['x'] = 5\ndef total(): return state['x']",
    "left": "left = [1]\ndef more(x): left.append(x)\ndef lefts(): return len(left)",
    "right": "right = [2]\nboth = [left[0], right[0]]",
    "aside": "aside = max(2, 3)",
    "grown": "right.append(7)",
    "title": "def title(text):\n    fig, ax = plt.subplots()\n    ax.set_title(text)",
    "other": "def other(text):\n    fig, ax = plt.subplots()\n    ax.set_title(text)",
}
TESTS = {
    "basket": ["add('plum')\nassert basket == ['apple', 'plum']\n### BEGIN HIDDEN TESTS\n"
               "add('fig')\nassert basket[-1] == 'fig'",
               "assert basket == ['apple']",
               "add('pear')\nassert basket == ['apple', 'pear']"],
    "first": ["assert first() == 'apple'\n### BEGIN HIDDEN TESTS\nbasket.clear()\n"
              "basket.append('nut')\nassert first() == 'nut'",
              "assert len(basket) == 1\n### BEGIN HIDDEN TESTS\nassert first() == 'apple'"],
    "model": ["assert model.fitted"],
    "again": ["assert again is model"],
    "best": ["assert best == 6", "best = 1\nassert double(best) == 2", "assert best == 6"],
    "state": ["assert total is not None\n### BEGIN HIDDEN TESTS\nassert total() == 5",
              "setup()\nassert total() == 5"],
    "left": ["assert lefts() == 1\nmore(5)\n### BEGIN HIDDEN TESTS\nassert lefts() == 2",
             "assert left == [1]\n### BEGIN HIDDEN TESTS\nmore(1)\nassert lefts() == 2"],
    "right": ["assert right == [2]\nright.append(3)\n### BEGIN HIDDEN TESTS\n"
              "assert right == [2, 3]\nassert both == [1, 2]",
              "assert both == [1, 2]\nboth.clear()\n### BEGIN HIDDEN TESTS\nassert both == []"],
    "aside": [],
    "grown": ["assert right == [2, 7]\n### BEGIN HIDDEN TESTS\nright.pop()\n"
              "assert right == [2]"],
    "title": ["title('one')\nassert plt.gca().get_title() == 'one'",
              "assert plt.get_fignums() == []"],
    "other": ["other('one')\nassert plt.gca().get_title() == 'one'"],
}  # fmt: skip
ANSWERS: dict[str, tuple[dict[str, str], set[str]]] = {
    "right": ({}, set()),
    "forgets to fit at first": ({"model": "class Model:\n    fitted = 0\n    def fit(self):\n"
                                 "        self.fitted = 1\n        return self\n"
                                 "model = Model()"}, {"model-0"}),
    "draws nothing": ({"other": "def other(text): pass"}, {"other-0"}),
    "adds twice": ({"basket": "basket = ['apple']\ndef add(item):\n    basket.extend([item] * 2)"},
                   {"basket-0", "basket-2"}),
    "does not come back": ({"first": "def first():\n    while basket != ['apple']: pass\n"
                            "    return 'apple'"}, {"first-0"}),
    "ends its process": ({"first": "import os\ndef first():\n    if basket != ['apple']:\n"
                          "        os._exit(1)\n    return 'apple'"}, {"first-0"}),
    "binds anew later": ({"again": "again = model.fit()\nbest = 5"}, set()),
    "sets up too late": ({"state": "state = {}\ndef setup(): state['x'] = 5\n"
                          "def total(): return state['x']"}, {"state-0"}),
    "grows too early": ({"right": "right = [2]\nboth = [left[0], right[0]]\nright.append(7)",
                         "grown": ""}, {"right-0"}),
    "keeps one for the other": ({"right": "right = left\nboth = [1, 2]"}, {"right-0", "grown-0"}),
    "has no more left": ({"left": "left = [1]\ndef more(x): pass\ndef lefts(): return len(left)"},
                         {"left-0", "left-1"}),
    "undoes the best": ({"title": REFERENCE["title"] + "\nbest = double(9)"}, set()),
}  # fmt: skip


@pytest.fixture(scope="module")
def lost(small: Any) -> Callable[[], dict[str, set[str]]]:
    """Return what tells which tests each answer loses."""
    paper = small.paper("import matplotlib.pyplot as plt", REFERENCE, TESTS)
    assignment = Assignment("small", (paper,), {}, LIMITS)

    def grade() -> dict[str, set[str]]:
        with Grader(assignment, choose(None)) as grader:
            return {
                name: {t for t, score in small.grade(grader, REFERENCE | own).items() if not score}
                for name, (own, _) in ANSWERS.items()
            }

    return grade


@pytest.fixture(scope="module")
def shared(lost: Callable[[], dict[str, set[str]]]) -> dict[str, set[str]]:
    return lost()


@pytest.mark.parametrize("name", ANSWERS)
def test_traces_cost_and_earn_nothing(shared: dict[str, set[str]], name: str) -> None:
    assert shared[name] == ANSWERS[name][1]


def test_each_alone_loses_the_same(
    lost: Callable[[], dict[str, set[str]]], shared: dict[str, set[str]], monkeypatch: Any
) -> None:
    monkeypatch.setattr(Footprints, "of_tests", lambda _, tests: [None] * len(tests))
    monkeypatch.setattr(Footprints, "of_cell", lambda *_: None)
    monkeypatch.setattr(Past, "cannot_tell", lambda *_: False)
    assert lost() == shared


def test_few_processes_are_made(small: Any, monkeypatch: Any) -> None:
    made: list[str] = []
    state = launch._state

    def counted(parent: Any, do: Any, view: int | None = None) -> Any:
        made.append(do)
        return state(parent, do, view)

    reference = {"f": "def f(x): return x", "y": "y = f(1)"}
    binding = [f"kept = {n}\nassert f(kept) == {n}" for n in range(5)]
    paper = small.paper("", reference, {"f": ["assert f(1) == 1"], "y": binding})
    with Grader(Assignment("small", (paper,), {}, LIMITS), choose(None)) as grader:
        monkeypatch.setattr(launch, "_state", counted)
        points = small.grade(grader, reference)
    assert set(points.values()) == {1.0}
    assert made.count("fork") == 1


def test_one_endless_answer_costs_no_other(small: Any) -> None:
    names = [f"f{n}" for n in range(13)]
    answers = {
        name: f"seen{n} = []\nseen{n}.append({n})\ndef {name}(x): return x + {n}"
        for n, name in enumerate(names)
    }
    tests = {
        name: [f"assert {name}(1) == {n + 1}\n### BEGIN HIDDEN TESTS\nassert {name}(7) == {n + 7}"]
        for n, name in enumerate(names)
    }
    paper = small.paper("", answers, tests)
    endless = {"f0": "def f0(x):\n    while x == 7: pass\n    return x"}
    with Grader(Assignment("small", (paper,), {}, LIMITS), choose(None)) as grader:
        points = small.grade(grader, answers | endless)
    assert points == {f"{name}-0": float(name != "f0") for name in names}


def test_what_is_begun_again_finds_no_traces(small: Any) -> None:
    reference = {"left": REFERENCE["left"], "last": "last = [1]"}
    tests = {
        "left": ["more(5)\n### BEGIN HIDDEN TESTS\nassert lefts() == 2", "assert left == [1]"],
        "last": ["last.append(2)\n### BEGIN HIDDEN TESTS\nassert last == [1, 2]",
                 "import os\nglobals()\nos._exit(1)"],
    }  # fmt: skip
    paper = small.paper("", reference, tests)
    with Grader(Assignment("small", (paper,), {}, LIMITS), choose(None)) as grader:
        points = small.grade(grader, reference)
    assert points == {"left-0": 1.0, "left-1": 1.0, "last-0": 1.0, "last-1": 0.0}
