"""Cells that run unseen: they define new things, and nothing before them can tell."""

import pytest

from coursekit.grading.engine.past import Past
from coursekit.grading.sandbox.loaded import Loaded

LOADED = Loaded(frozenset({"numpy", "math", "xml", "xml.dom"}), frozenset({"xml.dom.minidom"}))


@pytest.mark.parametrize(
    "cell",
    [
        "def f(x): return x + 1",
        "def f(x: list[int] = None, *, k=(1, 2)) -> 'int': return g(x)",
        "async def f(): ...",
        "class A(start_of): ...",
        "def f(x: np.ndarray | None = -1) -> list[int]: ...",
        "import math\nfrom xml import dom\nfrom numpy import mean as average",
        "LIMIT = 3\nnames = {'a': [1]}\ncount: int = 0",
        "class A(dict):\n    'text'\n    size = 3\n    @property\n    def b(self): return 1",
        "%%time\ndef f(x): return x",
        "# nothing yet",
        "def f(x",
    ],
)
def test_cells_that_only_define_are_not_seen(cell: str) -> None:
    past = Past(LOADED)
    past.add_cell("import numpy as np\nstart = np.zeros(3)")
    past.add_test("h = start.sum()\nassert h == 0")
    assert past.cannot_tell(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "start = 4",
        "def start(): ...",
        "def total(): return 3",
        "def sum(x): return 0",
        "f = make()",
        "def f(x=make()): ...",
        "@register\ndef f(x): ...",
        "class A(metaclass=M): ...",
        "class A:\n    made = make()",
        "f(3)",
        "print('here')",
        "table[0] = 1",
        "from module import *",
        "import unknown",
        "import submitted_module as m",
        "for i in range(3): pass",
        "%load_ext something",
        "def late(): ...",
        "absent = table['zzz']",
        "seen = {early}",
        "seen = {early: 1}",
        "import numpy.linalg",
        "from xml.dom import minidom",
        "from . import numpy",
        "head = queue.first",
        "both = one + other",
        "less = -one",
        "def f(*a: make()): ...",
        "class A:\n    def __init_subclass__(cls): count()",
        "class A(B, key=1): ...",
        "from random import *",
        "import __main__",
        "def f(): return A.__subclasses__()",
    ],
)
def test_cells_that_do_more_are_seen(cell: str) -> None:
    past = Past(LOADED)
    past.add_cell("import numpy as np\nstart = np.zeros(3)\ndef early(): return total()")
    past.add_test("assert hasattr(early, 'late') or True")
    assert not past.cannot_tell(cell)


def test_after_a_look_at_all_names_every_cell_is_seen() -> None:
    past = Past(LOADED)
    past.add_test("assert 'f' not in globals()")
    assert not past.cannot_tell("def f(): ...")


def test_what_a_process_has_imported_is_known() -> None:
    here = Loaded.here()
    assert {"coursekit.grading.engine.past", "ast"} <= here.modules
    assert "json.tool" in here.absent
    assert here.absent.isdisjoint(here.modules)
    assert Loaded.of(here.to_json()) == here
