"""Cells and tests that share a process: nobody gains or loses by what others have left in it."""

from collections.abc import Callable
from typing import Any

import pytest

from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import Assignment
from coursekit.grading.engine.footprints import Footprints
from coursekit.grading.engine.grader import Grader
from coursekit.grading.engine.past import Past
from coursekit.grading.engine.run import launch
from coursekit.grading.engine.self_attack import choose

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


Set = tuple[str, dict[str, str], dict[str, list[str]], set[str]]
TWICE = "assert draw() == first"
FOUND: dict[str, Set] = {
    "a text without scopes": (
        "", {"a": "def f():\n    n = 1\n    global n\n    return n", "b": "y = 1"},
        {"a": ["assert f() == 1"], "b": ["assert y == 1"]}, {"a-0"}),
    "a variable named like an import": (
        "import statistics as stats",
        {"a": "stats = []\ndef add(x):\n    stats.append(x)\n    return len(stats)"},
        {"a": ["assert add(5) == 1", "assert add(6) == 1"]}, set()),
    "a decorator that registers": (
        "", {"a": "commands, state = {}, []\ndef command(f):\n    commands[f.__name__] = f\n"
                  "    return f\n@command\ndef hello():\n    state.append(1)\n"
                  "    return len(state)\ndef dispatch(n): return commands[n]()\n"
                  "def size(): return len(state)"},
        {"a": ["assert dispatch('hello') == 1", "assert size() == 0"]}, set()),
    "a library that draws": (
        "import pandas as pd\nimport numpy as np\nnp.random.seed(3)\n"
        "first = pd.Series(range(99)).sample(1).item()\nnp.random.seed(3)",
        {"a": "def draw(): return pd.Series(range(99)).sample(1).item()"},
        {"a": [TWICE, TWICE]}, set()),
    "a cell that draws": (
        "import pandas as pd\nimport random\nrandom.seed(3)\nfirst = random.random()\n"
        "random.seed(3)",
        {"a": "def draw(): return random.random()", "b": "import statistics\n"
         "x = statistics.NormalDist().samples(1)"},
        {"a": [TWICE], "b": ["assert x"]}, set()),
    "a farewell": (
        "", {"a": "log = []\nclass R:\n    def __del__(self): log.append(1)\nr = R()",
             "b": "r = None"},
        {"a": ["assert log == []"], "b": ["assert log == [1]"]}, set()),
    "a generator's farewell": (
        "", {"a": "log = []\ndef g():\n    try: yield 1\n    finally: log.append(1)\n"
                  "it = g()\nfirst = next(it)", "b": "del it"},
        {"a": ["assert log == []"], "b": ["assert log == [1]"]}, set()),
    "a name in a query": (
        "import pandas as pd\nframe = pd.DataFrame({'price': [1, 6]})",
        {"a": "def dear(f): return f.query('price > @limit')", "b": "limit = 5"},
        {"a": ["assert len(dear(frame)) == 1"], "b": ["assert limit == 5"]}, {"a-0"}),
    "a test that another goes on with": (
        "", {"a": "class Account:\n    def __init__(self): self.n = 0\n"
                  "    def bump(self): self.n += 1\naccount = Account()",
             "b": "history = []\ndef record(a):\n    a.bump()\n    history.append(1)\n"
                  "def count(): return len(history)"},
        {"a": [], "b": ["assert count() == 0\n### BEGIN HIDDEN TESTS\nassert count() == 0",
                        "record(account)\nassert history == [1]", "assert account.n == 1"]}, set()),
    "a class by another name": (
        "", {"a": "class A:\n    n = 0\n    def get(self): return self.n"},
        {"a": ["k = A\nk.n = 5\nassert A().get() == 5", "assert A().get() == 0",
               "for k in [A]: k.n = 6\nassert A().get() == 6", "assert A().get() == 0"]}, set()),
    "a death that a test expects": (
        "", {"f": "def f(x): return x", "g": "def g(x):\n    while x == 7: pass\n    return x"},
        {"f": ["assert f(1) == 1\n### BEGIN HIDDEN TESTS\ntry:\n    f(-1)\n    bad = False\n"
               "except Exception:\n    bad = True\nassert bad"],
         "g": ["assert g(7) == 7"]}, {"f-0", "g-0"}),
    "an endless call that a test swallows": (
        "", {"g": "def g(x):\n    while x == 7: pass\n    return x", "f": "def f(x): return x"},
        {"g": ["assert g(1) == 1\n### BEGIN HIDDEN TESTS\ntry:\n    g(7)\nexcept BaseException:\n"
               "    pass"],
         "f": ["assert f(1) == 1\n### BEGIN HIDDEN TESTS\nassert f(2) == 2"]}, set()),
    "a file that was written once": (
        "", {"a": "with open('log.txt', 'a') as out: out.write('x')\n"
                  "def look(): return open('log.txt').read()", "b": "y = 1\nwhile True: pass"},
        {"a": ["assert look() == 'x'"], "b": ["assert y == 1"]}, {"b-0"}),
    "a file that a state made again would miss": (
        "", {"a": "with open('made.txt', 'x') as out: out.write('x')\nready = [1]\n"
                  "def ok(): return True", "g": "def g(x):\n    while True: pass"},
        {"a": ["assert ready == [1]\n### BEGIN HIDDEN TESTS\nassert ok()"],
         "g": ["assert g(7) == 7"]}, {"g-0"}),
    "a module that comes too late": (
        "import xml", {"a": "def f(): return xml.dom.minidom.__name__",
                       "b": "from xml.dom import minidom"},
        {"a": ["assert f()"], "b": ["assert minidom"]}, {"a-0"}),
    "what a set asks of its items": (
        "", {"a": "calls = []\nclass P:\n    def __hash__(self):\n        calls.append(1)\n"
                  "        return 1\np = P()", "b": "s = {p}"},
        {"a": ["assert calls == []"], "b": ["assert len(calls) == 1"]}, set()),
    "members of an enumeration": (
        "import enum", {"a": "class Light(enum.Enum):\n    RED = 1\n    def press(self):\n"
                             "        self.n = getattr(self, 'n', 0) + 1\n        return self.n\n"
                             "def press(): return Light.RED.press()"},
        {"a": ["assert press() == 1", "assert press() == 1"]}, set()),
    "a class for self": (
        "", {"a": "class A:\n    n = 0\n    def bump(self):\n        self.n += 1\n"
                  "        return self.n\ndef f(): return A.bump(A)"},
        {"a": ["assert f() == 1", "assert f() == 1"]}, set()),
    "what the checker was given, changed by a test": (
        "data = [1]", {"f": "def f(x): return x", "g": "def g(x):\n    while True: pass"},
        {"f": ["data.append(f(2))\nassert len(data) == 2\n### BEGIN HIDDEN TESTS\n"
               "assert data == [1, 2]"], "g": ["assert g(7) == 7"]}, {"g-0"}),
    "a helper that writes": (
        "import pandas as pd\ndef log(x): pd.Series([x]).to_csv('log.csv', mode='a', header=False)",
        {"a": "def rows(): return len(pd.read_csv('log.csv', header=None))\nlog(1)",
         "c": "z = 1\nrows()\nwhile True: pass"},
        {"a": ["assert rows() == 1"], "c": ["assert z == 1"]}, {"c-0"}),
    "the active figure": (
        "import matplotlib.pyplot as plt",
        {"a": "def fa():\n    for n in (1, 2, 1): plt.figure(n)\n"
              "def fb():\n    for n in (1, 2): plt.figure(n)"},
        {"a": ["fa()\nassert plt.gcf().number == 1\n### BEGIN HIDDEN TESTS\n"
               "assert plt.gcf().number == 1",
               "fb()\nassert plt.gcf().number == 2\n### BEGIN HIDDEN TESTS\n"
               "assert plt.gcf().number == 2"]}, set()),
    "a colour map": (
        "import matplotlib.pyplot as plt",
        {"a": "def heat(): return plt.imshow([[1, 2]]).get_cmap().name\n"
              "def grey():\n    plt.gray()\n    return heat()"},
        {"a": ["assert grey() == 'gray'", "assert heat() == 'viridis'"]}, set()),
    "many tests apart": (
        "", {"a": "held = []\ndef put(x):\n    held.append(x)\n    return len(held)"},
        {"a": ["assert put(1) == 1\n### BEGIN HIDDEN TESTS\nassert put(2) == 2"] * 80}, set()),
    "many states in a process that a cell ends": (
        "", {**{f"f{n}": f"def f{n}(x): return x + {n}\nf{n}(3)" for n in range(14)},
             "end": "f3(1)\nwhile True: pass"},
        {**{f"f{n}": [f"assert f{n}(1) == {n + 1}"] for n in range(14)}, "end": []}, set()),
    "annotations": (
        "", {"a": "x: int = 1\ndef f(): return len(__annotations__)", "b": "y: int = 2"},
        {"a": ["assert f() == 1"], "b": ["assert f() == 2"]}, set()),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_what_reviewers_found_is_mended(small: Any, name: str) -> None:
    opening, answers, tests, lost = FOUND[name]
    paper = small.paper(opening, answers, tests)
    with Grader(Assignment("small", (paper,), {}, LIMITS), choose(None)) as grader:
        points = small.grade(grader, answers)
    assert {test for test, score in points.items() if not score} == lost


def test_a_crowded_process_is_left(small: Any) -> None:
    box = (
        "class Box:\n    def __init__(self, n):\n        try: self.x = [0.0] * n\n"
        "        except MemoryError: self.x = []\n    def size(self): return len(self.x)\n"
        "def gather(n): return Box(n)"
    )
    tests = {"a": [f"b{i} = gather(3 * 10**7)\nassert b{i}.size() == 3 * 10**7" for i in range(6)]}
    limits = Limits(cell=5, test=5, total=120, memory=1 << 30)
    paper = small.paper("", {"a": box}, tests)
    with Grader(Assignment("small", (paper,), {}, limits), choose(None)) as grader:
        points = small.grade(grader, {"a": box})
    assert set(points.values()) == {1.0}
