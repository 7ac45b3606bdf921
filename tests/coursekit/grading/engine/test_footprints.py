"""Tests that share a process come to the same points as tests that each have their own."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from coursekit.assignment import names
from coursekit.assignment.limits import Limits
from coursekit.assignment.notebook import Assignment
from coursekit.grading.engine.footprints import Footprint, Footprints, apart
from coursekit.grading.engine.grader import Grader
from coursekit.grading.engine.past import Past
from coursekit.grading.engine.self_attack import choose
from coursekit.grading.sandbox.loaded import Loaded

GIVEN = """import collections, functools, random
import numpy as np
table = [3, 1, 2]
random.seed(11)
np.random.seed(11)"""
LIMITS = Limits(cell=5, test=5, total=120)


def test_what_an_opening_cell_does_at_once_is_no_business_of_the_tests() -> None:
    opening = "table = read_csv('a')\ndef save(x): x.to_csv('b')\nload = lambda: open('c')"
    later = names.called_later(opening)
    assert "to_csv" in later
    assert "open" in later
    assert "read_csv" not in later


NONE = Footprint()
LOADED = Loaded(frozenset((*sys.modules, "matplotlib.pyplot")))


def _footprints(*own: str, given: str = GIVEN) -> Footprints:
    asked = {name for source in own for name in names.bound(source)}
    return Footprints([(given, True), *((source, False) for source in own)], asked, LOADED)


def _of_test(test: str, *own: str, given: str = GIVEN) -> Footprint | None:
    (footprint,) = _footprints(*own, given=given).of_tests([test])
    return footprint


# --- what the text tells ---------------------------------------------------------------------


PURE = {
    "a function": "def f(x): return sorted(x)[0]",
    "one that calls another": "def g(x): return [*x]\ndef f(x): return g(x)",
    "a class": "class A:\n    n = 0\n    def __init__(self): self.n = 1\ndef f(x): return A().n",
    "locals of many kinds": "def f(x):\n    d = {}\n    d['a'] = x\n    x.append(1)\n    return d",
    "a generator of its own": "def f(x): return np.random.default_rng(0).random()",
    "numbers": "import numpy as np\nLIMIT = 3\ndef f(x): return np.mean(x) + LIMIT",
    "what it prints": "def f(x): print(x)",
    "a figure": "import matplotlib.pyplot as plt\ndef f(x): return plt.plot(x)",
    "a local named like a global": "data = []\ndef f(x):\n    data = [1]\n    return data",
}
IMPURE = {
    "global": "n = 0\ndef f(x):\n    global n\n    n += 1\n    return n",
    "a list": "seen = []\ndef f(x): seen.append(x); return len(seen)",
    "a default": "def f(x, seen=[]): seen.append(x); return len(seen)",
    "an attribute of a function": "def f(x):\n    f.calls = 1\n    return 1",
    "an attribute of a class": "class A:\n    n = 0\ndef f(x):\n    A.n += 1\n    return A.n",
    "a list of a class": "class A:\n    seen = []\ndef f(x): A.seen.append(x); return 1",
    "the class of itself": "class A:\n    def m(self): self.__class__.n = 1\ndef f(x): A().m()",
    "cls": "class A:\n    @classmethod\n    def m(cls): cls.n = 1\ndef f(x): A.m()",
    "a cache": "import functools\n@functools.lru_cache\ndef f(x): return 1",
    "a cache, called": "import functools\ndef g(x): return 1\nf = functools.cache(g)",
    "a global generator": "import random\ndef f(x): return random.random()",
    "NumPy's global generator": "import numpy as np\ndef f(x): return np.random.random()",
    "a part of it": "from numpy.random import rand\ndef f(x): return rand()",
    "a style": "import matplotlib.pyplot as plt\ndef f(x): plt.style.use('ggplot')",
    "a style's part": "from matplotlib import style\ndef f(x): style.use('ggplot')",
    "a setting": "import pandas as pd\ndef f(x): pd.set_option('display.width', 1)",
    "a library's attribute": "import numpy as np\ndef f(x): np.mean = sum",
    "names by text": "def f(x): globals()['y'] = 1",
    "a file": "def f(x): open('a', 'w')",
    "an iterator": "it = iter([1, 2])\ndef f(x): return next(it)",
    "what is given": "def f(x): table.append(x); return len(table)",
    "an import within": "def f(x):\n    import os\n    os.environ['A'] = '1'",
    "a function's own global": "def start():\n    global cart\n    cart = []\nstart()\n"
    "def f(x): cart.append(x); return len(cart)",
    "a library's part": "from numpy import random\ndef f(x): return random.rand()",
    "a setting's part": "from numpy import set_printoptions as s\ndef f(x): s(precision=1)",
    "a context": "from decimal import getcontext\ndef f(x):\n    c = getcontext()\n    c.prec = 5",
    "a class of another name": "class A:\n    n = 0\n    @classmethod\n"
    "    def m(klass): klass.n += 1\ndef f(x): A.m()",
    "a class called self": "class A:\n    n = 0\n    @classmethod\n"
    "    def m(self): self.n += 1\ndef f(x): A.m()",
    "a class handed over": "class A:\n    n = 0\ndef lose(k): k.n += 1\ndef f(x): lose(A)",
    "a class under another name": "class A: ...\ndef f(x):\n    c = A\n    c.debug = True",
    "a list in a condition": "class A:\n    if True: seen = []\ndef f(x): A.seen.append(x)",
    "a captured name": "match [[], 0]:\n    case [memo, _]: pass\ndef f(x): memo.append(x)",
    "a caught name": "try: go()\nexcept Exception as e: pass\ndef f(x): e.args += (x,)",
    "an alias": "def g(x): return 1\nf = g if True else None",
}


@pytest.mark.parametrize("name", PURE)
def test_pure_code_leaves_no_traces(name: str) -> None:
    test = "numbers = table[:]\nassert f(numbers) is not None\nnumbers[0] = 4"
    assert _of_test(test, PURE[name]) == NONE


@pytest.mark.parametrize("name", IMPURE)
def test_code_that_leaves_traces_is_known(name: str) -> None:
    assert _of_test("assert f([1])", IMPURE[name]) != NONE


@pytest.mark.parametrize(
    "test",
    [
        "f.calls = 0",
        "setattr(f, 'calls', 0)",
        "np.mean = None; f(1)",
        "assert total == 3",
        "from unittest import mock\nwith mock.patch('__main__.f'): f(1)",
        "import matplotlib.pyplot as plt\nplt.ioff()",
        "from matplotlib import rcParams\nf(1)",
        "kept = touch\ndel touch\nkept(1)",
        "assert eval('f(1)') == 1",
    ],
)
def test_tests_that_reach_out_are_known(test: str) -> None:
    own = "def f(x): return helper(x)\ntotal = f([1])\ndef touch(x): total.append(x)"
    assert _of_test(test, own) != NONE


@pytest.mark.parametrize(
    "test",
    [
        "f = None",
        "kept = f\ndel f\ntry: g(1)\nexcept NameError: pass\nfinally: f = kept",
        "helper = len\nassert f([1]) == 1",
        "import matplotlib.pyplot as plt\ng(1); plt.gca(); plt.close('all')",
    ],
)
def test_what_tests_bind_and_draw_is_their_own(test: str) -> None:
    own = "def f(x): return helper(x)\ndef g(x): return f(x)"
    assert _of_test(test, own) == NONE


def test_what_goes_on_with_another_test_is_no_purer_than_that() -> None:
    tests = ["stack = make()\nstack.append(1)", "assert stack == [1]", "assert make() == []"]
    own = "def make(): return []\nlog = []\ndef noted(x): log.append(x)"
    found = _footprints(own).of_tests([*tests, "noted(stack)", "assert stack", "assert stack"])
    log = Footprint({"log"})
    assert found == [NONE, NONE, NONE, log, log, log]


@pytest.mark.parametrize(
    "cell",
    [
        "total = f([1])",
        "total, others = f([1]), [f([2]) for _ in range(3)]",
        "if f([1]):\n    total = 1\nelse:\n    total = 2",
        "total = len(sorted([f([1])]))",
        "import matplotlib.pyplot as plt\nplt.plot([1])",
        "pass",
    ],
)
def test_cells_that_only_bind_leave_no_traces(cell: str) -> None:
    assert _footprints("def f(x): return x[0]", cell).of_cell(cell) == NONE


@pytest.mark.parametrize(
    "cell",
    [
        "table.append(f([1]))",
        "f([1]).calls = 1",
        "table += [1]",
        "mine *= 2",
        "table.append(1)\ntable = []",
        "for n in table: n.append(1)",
        "kept = table\nkept[0] = 1",
        "total = f(table)",
        "total = f(mine)",
        "np.random.seed(1)",
        "total = random.random()",
        "total = touch(1)",
        "total = unheard_of.read()\nopen('a', 'w')",
        "import matplotlib.pyplot as plt\nplt.style.use('ggplot')",
        "f.calls = 0",
        "globals()['x'] = 1",
        "%load_ext something",
        "from numpy import random\nx = random.rand(3)",
        "from numpy import set_printoptions\nset_printoptions(precision=1)",
        "import sklearn\nsklearn.set_config(transform_output='pandas')",
        "from random import *\nx = randint(1, 5)",
    ],
)
def test_cells_that_change_more_are_known(cell: str) -> None:
    own = "def f(x): return x[0]\nmine = f([[1]])\ndef touch(x): mine.append(x)"
    assert _footprints(own, cell).of_cell(cell) != NONE


TRODDEN: dict[str, tuple[str, str, set[str] | None]] = {
    "a list": ("seen = []\ndef f(x): seen.append(x)", "f(1)", {"seen"}),
    "a list that it reads": ("seen = []", "assert seen == []", {"seen"}),
    "an item of it": ("seen = [0]", "seen[0] = 1", {"seen"}),
    "one of two": ("a, b = [1], [2]\nc = [3]", "assert c", {"c"}),
    "two of one statement": ("a, b = [1], [2]\nc = [3]", "assert a", {"a", "b"}),
    "an alias": ("a = []\nb = a", "b.append(1)", {"a", "b"}),
    "an alias of an alias": ("a = []\nb = [a]\nc = {1: b}", "assert c", {"a", "b", "c"}),
    "what came of it": ("def f(x): return x\na = [[]]\nb = f(a)", "b.clear()", {"a", "b"}),
    "what was put into it": (
        "seen, item = list(), 0\nitem = [1]\ndef keep(x): seen.append(x)\nkeep(item)",
        "item.append(2)",
        {"seen", "item"},
    ),
    "what a method has put into it": (
        "store = []\nclass Box:\n    def add(self, x): store.append(x)\n"
        "box = Box()\nitem = [1]\nbox.add(item)",
        "assert store",
        {"store", "box", "item"},
    ),
    "what a lambda looks at": ("a = [1]\nf = lambda: a.pop()", "assert f()", {"a", "f"}),
    "what another function's variable holds": (
        "a = [1]\ndef g(): return a\nb = g()\nb[0] = 5", "assert b", {"a", "b"},
    ),
    "what is given, to its own code": ("def f(): return table.pop()", "assert f()", {"table"}),
    "what is given, by alias": ("mine = table", "mine.sort()", {"table", "mine"}),
    "what is given, in the checker": ("a = [1]", "assert table == [3, 1, 2]", set()),
    "a call of an object": (
        "class C:\n    def __call__(self, x): self.n = x\nc = C()", "c(3)", {"c"},
    ),
    "a generator of numbers": ("rng = np.random.default_rng(0)", "rng.random()", {"rng"}),
    "a stateful function by another name": ("draw = np.random.rand", "draw(3)", None),
    "one that draws later": ("draws = (np.random.rand() for _ in 'ab')", "next(draws)", None),
    "one in a lambda": ("draw = lambda: np.random.rand()", "draw()", None),
    "one that a partial holds": (
        "mix = functools.partial(np.random.shuffle)", "mix([1, 2])", None,
    ),
    "a file that was read": ("with open('a') as f: kept = f.read()", "assert kept", {"f", "kept"}),
    "a file still to be read": ("f = open('a')\ndef g(): return f.read()", "g()", {"f"}),
    "a way to open files": ("show = open", "show('a')", None),
    "one that opens later": ("show = lambda: open('a')", "show()", None),
    "a class under another name": ("class C: ...\nk = C\nk.n = 1", "assert k.n", None),
    "a function called with self": (
        "class C:\n    n = 0\ndef lose(self): self.n += 1\nlose(C)", "lose(C)", None,
    ),
    "self bound anew": (
        "class C:\n    n = 0\n    def lose(self):\n        self = C\n        self.n = 1",
        "C().lose()",
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TRODDEN)
def test_what_a_test_treads_on_is_known(name: str) -> None:
    own, test, expected = TRODDEN[name]
    assert _of_test(test, own) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("total = count(a)", {"a", "total"}),
        ("total = count([1])", set()),
        ("b.append(1)", {"b"}),
        ("a[0] = b", {"a", "b"}),
        ("keep(1)", {"b"}),
        ("total = count(table)", {"table", "total"}),
        ("mine = []\nmine.append(count([1]))\nmine[0] = 3", {"mine"}),
        ("a.name = 1", None),
        ("np.random.seed(1)", None),
    ],
)
def test_what_a_cell_treads_on_is_known(cell: str, expected: set[str] | None) -> None:
    own = "a = [1]\nb = [2]\ndef count(x): return len(x)\ndef keep(x): b.append(x)"
    assert _footprints(own, cell).of_cell(cell) == expected


def test_a_helper_of_the_instructor_leads_to_what_it_calls() -> None:
    given = "def mean_of(values): return f(values)\nstart = mean_of([1])"
    own = "seen = []\ndef f(x): seen.append(x); return 1"
    trodden = Footprint({"seen", "start"})
    assert _of_test("assert mean_of([2]) == 1", own, given=given) == trodden
    assert _of_test("assert start == 1", own, given=given) == trodden


def test_what_is_given_runs_as_a_whole() -> None:
    own = "seen, kept = [], []\ndef f(x): seen.append(x)\ndef g(x): return x"
    given = "start = g([1])\nf(5)"
    assert _of_test("assert start == [1]", own, given=given) == {"seen", "kept"}


def test_what_the_exercise_has_changed_is_the_students() -> None:
    cells = [("table = [3]", True), ("def f(x): return x", False)]
    for asked, trodden in (({"f", "table"}, {"table"}), ({"f"}, set())):
        (found,) = Footprints(cells, asked, LOADED).of_tests(["table.append(1)"])
        assert found == Footprint(trodden)


@pytest.mark.parametrize(
    "given",
    [
        "kids = []\nclass Plugin:\n    def __init_subclass__(cls): kids.append(cls)",
        "class Kind(type): ...\nclass Plugin(metaclass=Kind): ...",
        "class Plugin: ...\ndef kids(): return Plugin.__subclasses__()",
        "import inspect\ndef here(): return inspect.currentframe().f_back.f_globals",
        "class Plugin: ...\ndef grow(c): type.__setattr__(c, 'n', 1)",
    ],
)
def test_what_is_given_may_look_around_too(given: str) -> None:
    own = "state = []\ndef run(): return len(state)"
    assert _of_test("assert run() == 0", own, given=given) is None


def test_a_class_body_reads_names_and_binds_none() -> None:
    text = (
        "@dataclass\nclass Config(Base):\n    n: int = LIMIT\n    m = size()\n    k: Kind\n"
        "    alias = OTHER\n    class Inner(Outer):\n        deep = bottom()\n"
        "    @deco\n    def get(self, x=START): return later"
    )
    assert names.bound(text) == {"Config"}
    read = {"dataclass", "Base", "int", "LIMIT", "size", "Kind", "OTHER", "Outer", "bottom"}
    assert names.used_at_once(text) == (read | {"deco", "START"}) - names.BUILTINS


def test_magics_of_the_instructor_are_no_reason_to_keep_apart() -> None:
    given = "%matplotlib inline\nimport math"
    assert _of_test("assert run() == 0", "def run(): return 0", given=given) == NONE


def test_those_keep_apart_that_step_on_what_another_has_stepped_on() -> None:
    a, b = Footprint({"a"}), Footprint({"b"})
    tests = {"1": a, "2": b, "3": NONE, "4": None, "5": a | b, "6": NONE, "7": Footprint({"c"})}
    assert apart(tests) == {"4", "5"}


# --- and the points --------------------------------------------------------------------------

REFERENCE = {
    "first": "def first(x):\n    return x[0]",
    "second": "def second(x):\n    return x[1]",
    "third": "def third(x):\n    return first(x) + second(x)",
}
ANSWERS: dict[str, tuple[dict[str, str], float]] = {
    "right": ({}, 8),
    "wrong": ({"second": "def second(x): return x[0]"}, 2),
    "a definition that comes too late": (
        {"first": "def first(x): return helper(x)", "third": "def helper(x): return x[0]"},
        2,
    ),
    "ends its process": (
        {"second": "import os\ndef second(x):\n    if x[0] == 7: os._exit(1)\n    return x[1]"},
        6,
    ),
    "calls itself without end": (
        {"second": "def second(x):\n    m = lambda f: f(f)\n    return x[1] if x[0] < 7 else m(m)"},
        6,
    ),
    "does not end": ({"first": "def first(x):\n    while x[0] == 7: pass\n    return x[0]"}, 6),
    "fills the memory": (
        {"first": "def first(x):\n    held = [0] * 10**10 if x[0] == 7 else 0\n    return x[0]"},
        6,
    ),
    "counts its calls": (
        {"first": "n = 0\ndef first(x):\n    global n; n += 1\n    return x[0] if n < 3 else 0"},
        8,
    ),
    "remembers": (
        {"second": "def second(x, seen=[]):\n    seen.append(x)\n    return seen[0][1]"},
        7,
    ),
}
TESTS = {
    "first": ["assert first([1, 2]) == 1\n### BEGIN HIDDEN TESTS\nassert first([7]) == 7",
              "assert first('ab') == 'a'"],
    "second": ["assert second([1, 2]) == 2\n### BEGIN HIDDEN TESTS\nassert second([7, 8]) == 8",
               "given = [4, 5]\nassert second(given) == 5\nassert given == [4, 5]"],
    "third": ["assert third([1, 2]) == 3", "assert third([3, 4]) == 7",
              "assert third([7, 8]) == 15", "assert third([1.5, 2]) == 3.5"],
}  # fmt: skip


@pytest.fixture(scope="module")
def points(small: Any) -> Callable[[], dict[str, float]]:
    assignment = Assignment("small", (small.paper(GIVEN, REFERENCE, TESTS),), {}, LIMITS)

    def grade() -> dict[str, float]:
        with Grader(assignment, choose(None)) as grader:
            return {
                name: sum(score or 0.0 for score in small.grade(grader, REFERENCE | own).values())
                for name, (own, _) in ANSWERS.items()
            }

    return grade


@pytest.fixture(scope="module")
def shared(points: Callable[[], dict[str, float]]) -> dict[str, float]:
    return points()


@pytest.mark.parametrize("name", ANSWERS)
def test_nobody_suffers_from_sharing(shared: dict[str, float], name: str) -> None:
    assert shared[name] == ANSWERS[name][1]


def test_each_alone_comes_to_the_same(
    points: Callable[[], dict[str, float]], shared: dict[str, float], monkeypatch: Any
) -> None:
    monkeypatch.setattr(Footprints, "of_tests", lambda _, tests: [None] * len(tests))
    monkeypatch.setattr(Footprints, "of_cell", lambda *_: None)
    monkeypatch.setattr(Past, "cannot_tell", lambda *_: False)
    assert points() == shared
