"""Cells in place: as in a kernel, and each loses itself alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from coursekit.assignment.limits import Limits
from coursekit.grading.engine.backends import Backend, available
from coursekit.grading.engine.clock import Clock
from coursekit.grading.engine.launch import Zygote
from coursekit.grading.engine.notebook_run import CellTask, Loss, Result, Run

LIMITS = Limits(cell=1, total=60, memory=512 << 20)
STUBBORN = """while True:
    try:
        while True:
            pass
    except BaseException:
        pass"""
FILES = {"data/x.csv": b"a,b\n1,2\n"}


@pytest.fixture(scope="module", params=["bubblewrap", "landlock"])
def zygote(request: pytest.FixtureRequest) -> Iterator[Zygote]:
    backend: Backend = request.param
    if available(backend):
        pytest.skip(f"no {backend} here")
    made = Zygote("in-place", backend, LIMITS, ["numpy"], FILES)
    made.await_ready()
    yield made
    made.close()


def _run(zygote: Zygote, sources: Sequence[str], cpu: float = 1.0) -> list[Result]:
    run = Run(zygote, LIMITS, zygote.backend != "bubblewrap", {"own.txt": b"mine"})
    return run.cells([CellTask(source, cpu) for source in sources])


def _told(result: Result) -> list[str]:
    told = []
    for output in result.outputs:
        kind = output["output_type"]
        data: Any = output.get("data", {})
        text = output["name"] if kind == "stream" else output.get("ename", "")
        told.append(f"{text} {output.get('text') or data.get('text/plain') or ''}".strip())
    return told


AS_IN_A_KERNEL = {
    "a result": ("1 + 1", ["2"]),
    "a result that is hidden": ("1 + 1;", []),
    "both streams": (
        "import sys\nprint('o')\nprint('e', file=sys.stderr)",
        ["stdout o", "stderr e"],
    ),
    "descriptors": (
        "import os\n_ = os.system('echo raw; echo err >&2')", ["stdout raw", "stderr err"]),
    "a command": ("!cat data/x.csv own.txt; nothing-of-that-name || echo $?", None),
    "a command's output": ("out = !ls\nout", ["['data', 'own.txt']"]),
    "input": ("input('?')", ["StdinNotImplementedError"]),
    "await": ("import asyncio\nawait asyncio.sleep(0)\n5", ["5"]),
    "a loop that runs": ("asyncio.run(asyncio.sleep(0))", None),
    "timeit": ("r = %timeit -o -q -n1 -r1 1\ntype(r).__name__", ["'TimeitResult'"]),
    "capture": ("%%capture out\nprint(3)", []),
    "what was captured": ("out.stdout", ["'3\\n'"]),
    "bash": ("%%bash\necho hi", ["stdout hi"]),
    "source": (
        "import inspect\nclass A:\n    def f(self): return 1\ninspect.getsource(A.f)",
        ["'    def f(self): return 1\\n'"],
    ),
    "main": ("import __main__\nmark = 7\n__main__.mark", ["7"]),
    "main in a process": (
        "import pickle\npickle.loads(pickle.dumps(A())).f()",
        ["1"],
    ),
    "the working folder comes first": ("import sys\nsys.path[0]", ["''"]),
    "a module beside the notebook": (
        "%%writefile beside.py\ny = 4",
        ["stdout Writing beside.py"],
    ),
    "that module": ("import beside\nbeside.y", ["4"]),
    "the class of the shell": ("get_ipython().__class__.__name__", ["'ZMQInteractiveShell'"]),
    "history": ("In[1]", ["'1 + 1'"]),
    "results before": ("Out[1]", ["2"]),
    "a display": ("from IPython.display import HTML, display\ndisplay(HTML('x'))",
                  ["<IPython.core.display.HTML object>"]),
    "a display that changes": (
        "h = display(1, display_id=True)\nh.update(2)", ["2"]),
    "a display that is cleared": (
        "from IPython.display import clear_output\nprint(1)\nclear_output(wait=True)\nprint(2)",
        ["stdout 2"],
    ),
    "exit in the middle": ("exit()\nprint('on')", ["stdout on"]),
    "an error while a result is shown": (
        "class B:\n    def __repr__(self): raise ValueError\nB()", ["ValueError", "NoneType"]),
    "syntax": ("def f(:", ["SyntaxError"]),
    "a magic that is unknown": ("%nothing", None),
}  # fmt: skip


def test_cells_run_as_in_a_kernel(zygote: Zygote) -> None:
    results = _run(zygote, [source for source, _ in AS_IN_A_KERNEL.values()], cpu=10)
    told = dict(zip(AS_IN_A_KERNEL, map(_told, results), strict=True))
    for name, (_, wanted) in AS_IN_A_KERNEL.items():
        if wanted is not None:
            assert told[name] == wanted, name
    assert told["a command"][0].startswith("stdout a,b\n1,2\nmine")
    assert told["a magic that is unknown"][-1] == "UsageError"
    assert "RuntimeError" in told["a loop that runs"][0]
    assert [r.count for r in results] == list(range(1, len(results) + 1))


LINES = {
    "x = 1\nassert x == 2": 2,
    "def check(v):\n    assert v == 1\n\ncheck(1)\ncheck(2)": 5,
    "for v in range(3):\n    if v:\n        raise ValueError(v)": 3,
    "import json\n\njson.loads('{')": 3,
    "%time 1\nassert False": 2,
    "pass": 0,
}


def test_the_line_at_which_a_cell_failed(zygote: Zygote) -> None:
    assert [r.line for r in _run(zygote, list(LINES))] == list(LINES.values())


KILLERS = {
    "an exit": ("import os; os._exit(0)", Loss.ENDED),
    "an abort": ("import os; os.abort()", Loss.ENDED),
    "a crash": ("import ctypes; ctypes.string_at(0)", Loss.ENDED),
    "work without end": ("while True: pass", Loss.CPU_LIMIT),
    "work that is not interrupted": (
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        Loss.CPU_LIMIT,
    ),
    "work in a child": (
        "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'while True: pass'])",
        Loss.CPU_LIMIT,
    ),
    "nonsense on the socket": (
        "import os\nfor fd in range(3, 40):\n    try: os.write(fd, b'\\xff' * 64)\n"
        "    except OSError: pass",
        Loss.ENDED,
    ),
}


@pytest.mark.parametrize("name", KILLERS)
def test_a_cell_loses_itself_alone(zygote: Zygote, name: str) -> None:
    killer, loss = KILLERS[name]
    before = "open('seen', 'x').write('1')\nx = 5"
    first, lost, last = _run(zygote, [before, killer, "x, open('seen').read()"], cpu=0.5)
    assert _told(first) == []
    assert lost.loss is loss
    assert _told(last) == ["(5, '1')"]


def test_a_signal_to_the_group_reaches_no_zygote(zygote: Zygote) -> None:
    _run(zygote, ["import os\nos.kill(0, 9)"])
    assert _told(_run(zygote, ["1"])[0]) == ["1"]


def test_a_flood_is_cut_and_its_error_is_seen(zygote: Zygote) -> None:
    flood = "for n in range(3000): print('x' * 1000); display(n)\n"
    (result,) = _run(zygote, [f"{flood}raise KeyError"], cpu=30)
    assert result.cut
    assert result.outputs[-1]["ename"] == "KeyError"
    assert sum(len(o.get("text", "")) for o in result.outputs) < 300_000


def test_a_fork_that_carries_on_owns_no_socket(zygote: Zygote) -> None:
    forking = "import os\npid = os.fork()\nn = 1"
    results = _run(zygote, ["n = 0", forking, "n += 1\nn", "n += 1\nn"])
    assert [_told(r) for r in results[2:]] == [["2"], ["3"]]


def test_waiting_costs_nothing_and_has_an_end(zygote: Zygote) -> None:
    waited, stopped = _run(zygote, ["import time\ntime.sleep(1)", "time.sleep(60)"], cpu=0.2)
    assert waited.loss is None
    assert stopped.loss is Loss.WALL_LIMIT


@pytest.mark.parametrize(
    "held",
    ["while True:\n    pass", "import time\ntime.sleep(99)", STUBBORN],
    ids=["busy", "waits", "stubborn"],
)
def test_the_end_on_the_clock_holds_for_all_cells_together(zygote: Zygote, held: str) -> None:
    limits, clock = replace(LIMITS, cell=30), Clock(1.5)
    run = Run(zygote, limits, zygote.backend != "bubblewrap", {}, clock)
    first, *others = run.cells([CellTask(text, 30) for text in ("1", held, held, "2")])
    assert first.loss is None
    assert [r.loss for r in others] == [Loss.CLOCK, Loss.NOT_RUN, Loss.NOT_RUN]
    assert -5 < clock.left <= 0, "nothing like the 30 s of CPU time that each cell has"


def test_shared_memory_counts(zygote: Zygote) -> None:
    hoard = (
        "import mmap, os, time\nkept = []\nfor _ in range(6):\n    if os.fork() == 0:\n"
        "        page = mmap.mmap(-1, 200 << 20)\n        page.write(b'x' * (200 << 20))\n"
        "        time.sleep(4)\n        os._exit(0)\ntime.sleep(3)"
    )
    run = Run(zygote, LIMITS, zygote.backend != "bubblewrap", {})
    run.cells([CellTask(hoard, 2)])
    assert run.stops


def test_cells_are_not_known_before_they_come(zygote: Zygote) -> None:
    look = (
        "import gc\nfound = [o for o in gc.get_objects() if isinstance(o, dict)"
        " and any('se' + 'cret' in str(v) for v in list(o.values())[:50] if isinstance(v, str))]\n"
        "len(found)"
    )
    seen, _ = _run(zygote, [look, "'secret'"], cpu=20)
    assert _told(seen) == ["0"]


def test_a_state_that_was_made_ready(zygote: Zygote) -> None:
    ready = zygote.prime({"cells": ["import numpy as np\nnp.random.seed(1)\nq = 5\nprint('on')"]})
    assert ready.told["usable"]
    assert ready.told["results"][0]["outputs"][0]["text"] == "on\n"
    results = [
        Run(ready, LIMITS, False, {}).cells([CellTask("q, np.random.rand()", 1)]) for _ in "ab"
    ]
    assert _told(results[0][0]) == _told(results[1][0]) == ["(5, 0.417022004702574)"]
    ready.close()


@pytest.mark.parametrize(
    "opening",
    [
        "open('left', 'w').write('1')",
        "import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()",
        "kept = open('data/x.csv')",
        "import subprocess\nchild = subprocess.Popen(['sleep', '60'])",
        "import asyncio\ntask = asyncio.create_task(asyncio.sleep(60))",
    ],
)
def test_a_state_that_no_fork_takes_over(zygote: Zygote, opening: str) -> None:
    ready = zygote.prime({"cells": [opening]})
    assert not ready.told["usable"]
    ready.close()
