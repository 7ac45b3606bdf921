"""Attacks and accidents: no undeserved point without a flag, none lost, nothing leaks."""

import contextlib
import copy
import io
import json
import os
import re
import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coursekit.grading.engine.backends import available

FULL = {"double-test": 2.0, "cost-test": 3.0, "root-test": 4.0}
OTHERS = {"cost-test": 3.0, "root-test": 4.0}
CANARIES = ("918273645", "1836547290", "27183", "81549", "141421356", "11892")
KEPT = "the-secret-of-the-course"

# Each stands where `double` should be; none of them doubles, so the test of it earns nothing, or
# a person is asked to look; and the other, honest answers must earn all their points.
FORGERIES = {
    "always equal": """
class Equal:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 0
    def __bool__(self): return True
def double(x): return Equal()""",
    "always equal int": """
class Number(int):
    def __eq__(self, other): return True
    def __hash__(self): return 1
def double(x): return Number(7)""",
    "always equal str and float": """
class Number(float):
    def __eq__(self, other): return True
    __hash__ = float.__hash__
def double(x): return Number(7)""",
    "class that pretends": """
class Fake:
    @property
    def __class__(self): return int
    def __eq__(self, other): return True
    __hash__ = None
def double(x): return Fake()""",
    "metaclass that agrees": """
class Meta(type):
    def __eq__(cls, other): return True
    def __instancecheck__(cls, other): return True
    def __hash__(cls): return 3
class Fake(metaclass=Meta): pass
def double(x): return Fake""",
    "reflected comparison": """
class Low(int):
    def __new__(cls, *a): return int.__new__(cls, 4)
    def __eq__(self, other): return True
    def __req__(self, other): return True
    __hash__ = int.__hash__
def double(x): return Low()""",
    "not a number": "double = lambda x: float('nan')",
    "builtins replaced": """
import builtins
builtins.isinstance = lambda *a: True
builtins.abs = lambda *a: 0
builtins.int.__call__ = None if False else builtins.int
def double(x): return 0""",
    "AssertionError disarmed": """
import builtins
class Harmless(Exception):
    def __init__(self, *a): pass
builtins.AssertionError = Harmless
def double(x): return 0""",
    "exceptions hook": """
import sys
sys.excepthook = lambda *a: None
def double(x): raise AssertionError""",
    "shell patched": """
ip = get_ipython()
run = ip.run_cell
ip.run_cell = lambda source, **k: run('double = lambda x: 0')
ip.set_custom_exc((Exception,), lambda *a, **k: None)
def double(x): return 0""",
    "events of the shell": """
def fix(*a):
    get_ipython().user_ns['double'] = lambda x: 0
get_ipython().events.register('pre_run_cell', fix)
get_ipython().events.register('post_execute', fix)
def double(x): return 0""",
    "input transformer": """
get_ipython().input_transformers_post.append(
    lambda lines: ['pass\\n'] if any('assert' in l for l in lines) else lines)
def double(x): return 0""",
    "ast transformer": """
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Drop())
def double(x): return 0""",
    "instructor's helper replaced": """
def taxed(price): return 0
prices_before = dict(prices)
def double(x): return 4 if x == 2 else 0""",
    "frames searched": """
import sys
def double(x):
    frame = sys._getframe()
    while frame:
        for value in list(frame.f_locals.values()):
            if isinstance(value, (str, dict)) and '1836547290' in str(value):
                return 1836547290
        frame = frame.f_back
    return 0""",
    "memory searched": """
import gc
def double(x):
    for thing in gc.get_objects():
        if isinstance(thing, (list, tuple, dict)) and '183654' + '7290' in repr(thing)[:10000]:
            return 1836547290
    return 0""",
    "codec patched": """
import coursekit.grading.apart.protocol.codec as codec
codec.encode = lambda *a: {'tuple': [True]}
codec.Writer.__call__ = codec.encode
def double(x): return 0""",
    "answer server patched": """
import coursekit.grading.apart.student.server as server
forged = {'reason': None, 'value': True, 'detail': '', 'line': 0}
server.Objects.answer = lambda self, request: self.channel.send(forged)
def double(x): return 0""",
    "own frames sent": """
import os, msgspec, struct
body = msgspec.msgpack.encode({'reason': None, 'value': None, 'detail': '', 'line': 0})
for fd in range(3, 40):
    try: os.write(fd, struct.pack('<II', len(body), 0) + body)
    except OSError: pass
def double(x): return 0""",
    "random bytes sent": """
import os
for fd in range(3, 40):
    try: os.write(fd, b'\\xff' * 64)
    except OSError: pass
def double(x): return 0""",
    "descriptors closed": """
import os
for fd in range(3, 100):
    try: os.close(fd)
    except OSError: pass
def double(x): return 0""",
    "cyclic value": "def double(x):\n    a = []\n    a.append(a)\n    return a",
    "deep value": "def double(x):\n    a = []\n    for _ in range(5000): a = [a]\n    return a",
    "huge value": "def double(x): return [0] * 50_000_000",
    "huge integer": "def double(x): return 1 << 10_000_000",
    "endless iterator": """
def double(x):
    while True: yield 4""",
    "endless repr": """
class Long:
    def __repr__(self): return 'x' * 10**9
def double(x): return Long()""",
    "bool for a number": "def double(x): return True",
    "numpy-like": """
class Fake:
    dtype = 'int64'
    __module__ = 'numpy'
    def equals(self, other): return True
    def all(self): return True
    def __eq__(self, other): return self
    def __bool__(self): return True
Fake.__module__ = 'numpy'
def double(x): return Fake()""",
    "decorated exception": """
class Pass(Exception): pass
Pass.__name__ = Pass.__qualname__ = 'StopIteration'
def double(x): raise Pass""",
    "stop iteration": "def double(x): raise StopIteration",
    "generator exit": "def double(x): raise GeneratorExit",
    "keyboard interrupt": "def double(x): raise KeyboardInterrupt",
    "system exit in a call": "def double(x): raise SystemExit(0)",
    "skip test": "import unittest\ndef double(x): raise unittest.SkipTest('skip')",
    "callable class": """
class double:
    def __init__(self, x): pass
    def __eq__(self, other): return True""",
    "points claimed": "earned = 99\npoints = 99\nscore = 99\ndef double(x): return 99",
    "namespace replaced": """
class Liar(dict):
    def __getitem__(self, key): return lambda *a: 4
get_ipython().user_ns = Liar()
def double(x): return 4""",
}

# These break their own interpreter, and with it what else it was to answer: their loss.
SELF_HARM = {
    "builtins replaced", "shell patched", "codec patched", "answer server patched",
    "namespace replaced", "builtins emptied", "modules emptied",
}  # fmt: skip

LEAKS = {
    "input printed": "def double(x):\n    print('SEEN', x)\n    return 2 * x if x < 10 else 0",
    "input raised": """
def double(x):
    if x > 10: raise ValueError(f'SEEN {x}')
    return 2 * x""",
    "input in an assertion": "def double(x):\n    assert x < 10, f'SEEN {x}'\n    return 2 * x",
    "input in a class name": """
def double(x):
    if x > 10: raise type(f'Seen{x}', (Exception,), {})
    return 2 * x""",
    "input in a value": "def double(x): return 2 * x if x < 10 else f'SEEN {x}'",
    "input kept in a file": """
import os
def double(x):
    with open('seen', 'a') as file: file.write(str(x) + ' ')
    return 2 * x if x < 10 else 0
real = math.sqrt
def root(x): return real(x)""",
    "input to standard error": """
import sys, os
def double(x):
    sys.stderr.write(f'SEEN {x}')
    os.write(1, f'SEEN {x}'.encode()); os.write(2, f'SEEN {x}'.encode())
    return 2 * x if x < 10 else 0""",
    "input displayed": """
from IPython.display import display, HTML
def double(x):
    display(HTML(f'<b>SEEN {x}</b>'))
    return 2 * x if x < 10 else 0""",
    "input through shared memory": """
import mmap
page = mmap.mmap(-1, 4096)
def double(x):
    page.write(str(x).encode())
    return 2 * x if x < 10 else 0""",
    "source of the tests": """
import glob, os
found = []
for top in ('/', '..', '../..', '/course', '/home', '/root', '/tmp', '/work', '/srv', '/var'):
    for root_, dirs, files in os.walk(top):
        if root_.count('/') > 6 or '/proc' in root_ or '/site-packages' in root_: dirs[:] = []
        found += [f for f in files if f.endswith(('shop.ipynb', 'gradebook.db'))]
print('FILES', found)
def double(x): return 0""",
    "secret file": "print(open('{secret}').read())\ndef double(x): return 0",
    "environment": """
import os
print('ENV', [k for k in os.environ if 'SECRET' in k or 'KEY' in k])
print(open('/proc/1/environ', 'rb').read()[:20])
def double(x): return 0""",
}

VIOLENCE = {
    "endless cell": "while True: pass",
    "sleeping cell": "import time; time.sleep(10**6)",
    "endless call": "def double(x):\n    while True: pass",
    "endless in hidden call": "def double(x):\n    while x > 10: pass\n    return 2 * x",
    "interrupts ignored": """
import signal
for number in range(1, 32):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
while True:
    try:
        while True: pass
    except BaseException: pass""",
    "exit": "import os; os._exit(0)",
    "exit in a call": "import os\ndef double(x): os._exit(0)",
    "sys.exit": "import sys; sys.exit(1)",
    "kill all": "import os, signal; os.kill(-1, signal.SIGKILL)\ndef double(x): return 0",
    "kill all in a call": "import os\ndef double(x):\n    os.kill(-1, 9)\n    return 0",
    "kill the group": "import os, signal\nos.killpg(0, signal.SIGKILL)\ndef double(x): return 0",
    "kill the parent": "import os\nos.kill(os.getppid(), 9)\ndef double(x): return 0",
    "stop oneself": "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
    "segmentation fault": "import ctypes; ctypes.string_at(0)",
    "stack overflow": """
import sys
sys.setrecursionlimit(10**9)
def f(n): return f(n + 1)
f(0)""",
    "recursion in a call": "def double(x): return double(x)",
    "memory bomb": "block = [bytearray(10**7) for _ in range(10**5)]",
    "memory bomb in a call": "def double(x): return len(bytearray(10**11))",
    "many processes full of memory": """
import os, time
for _ in range(20):
    if os.fork() == 0:
        block = b'x' * (100 << 20)
        time.sleep(60)
        os._exit(0)
time.sleep(60)""",
    "fork bomb": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
    "thread bomb": """
import threading, time
try:
    while True: threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
except RuntimeError: pass
def double(x): return 0""",
    "daemon left behind": """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True: time.sleep(1)
    os._exit(0)
def double(x): return 0""",
    "disk filled": """
with open('big', 'wb') as file:
    while True: file.write(b'x' * (1 << 20))""",
    "many files": """
import os
os.mkdir('many')
for n in range(3000): open(f'many/{n}', 'w').close()
def double(x): return 0""",
    "flood of output": "while True: print('x' * 100000)",
    "much output": "print('x' * 10**7)\ndef double(x): return 0",
    "many displays": """
from IPython.display import display
for n in range(3000): display(n)
def double(x): return 0""",
    "input asked for": "name = input('name? ')\ndef double(x): return 0",
    "builtins emptied": """
import builtins
for name in list(vars(builtins)):
    if name not in ('__build_class__', '__import__'):
        try: delattr(builtins, name)
        except Exception: pass""",
    "modules emptied": "import sys\nsys.modules.clear()\ndef double(x): return 0",
    "huge power": "n = 9 ** 9 ** 9",
    "exit handler": """
import atexit, time
atexit.register(time.sleep, 1000)
def double(x): return 0""",
    "working folder gone": """
import os, shutil
shutil.rmtree(os.getcwd(), ignore_errors=True)
def double(x): return 0""",
    "course data overwritten": """
import os
for top in ('/course', '/usr', '/etc', os.path.dirname(os.__file__)):
    for name in ('data/prices.json', 'json/__init__.py', 'x'):
        try: open(os.path.join(top, name), 'w').write('{}')
        except OSError: pass
def double(x): return 0""",
    "network": """
import socket, urllib.request
for target in (('127.0.0.1', {port}), ('1.1.1.1', 53)):
    try: socket.create_connection(target, 1); print('CONNECTED')
    except OSError as error: pass
def double(x): return 0""",
    "namespaces": """
import ctypes
libc = ctypes.CDLL(None)
print('UNSHARED' if libc.unshare(0x10000000) == 0 else 'refused')
print('MOUNTED' if libc.mount(b'none', b'/tmp', b'tmpfs', 0, None) == 0 else 'refused')
print('TRACED' if libc.ptrace(16, 1, 0, 0) == 0 else 'refused')
def double(x): return 0""",
    "memory of the first process": """
for pid in ('1', str(__import__('os').getppid())):
    try: open(f'/proc/{pid}/mem', 'r+b').read(1); print('OPENED')
    except OSError: pass
def double(x): return 0""",
    "shell": "!sleep 0.1; kill -9 -1; rm -rf / 2>/dev/null\ndef double(x): return 0",
    "memory that nobody counts": """
import os
try:
    for n in range(40):
        with os.fdopen(os.memfd_create('x'), 'wb', closefd=False) as file:
            file.write(b'x' * (100 << 20))
    print('HOARDED')
except OSError: pass
def double(x): return 0""",
    "sockets full of bytes": """
import socket
kept = []
try:
    for n in range(100):
        for end in socket.socketpair():
            end.setblocking(False)
            kept.append(end)
            try:
                while True: end.send(b'x' * 4096)
            except BlockingIOError: pass
except OSError: pass
def double(x): return 0""",
    "many large files": """
try:
    for n in range(12):
        with open(f'large-{n}', 'wb') as file: file.write(b'x' * (100 << 20))
    print('HOARDED')
except OSError: pass
def double(x): return 0""",
    "folders in folders": """
import os
for n in range(3000):
    os.mkdir('d')
    os.chdir('d')
def double(x): return 0""",
    "modes of all files": """
import os, shutil
here = os.getcwd()
above = [os.path.join(here, *['..'] * n) for n in range(5)]
for place in [*above, *(os.path.join(a, b) for a in above for b in ('course', 'root', 'work'))]:
    for path in [place, os.path.join(place, 'data'), os.path.join(place, 'data', 'prices.json')]:
        for change in (os.chmod, lambda p, m: os.utime(p, (m, m)), lambda p, m: os.chown(p, m, m)):
            try: change(path, 0)
            except OSError: pass
def double(x): return 0""",
    "limits of others": """
import os, resource
for pid in range(1, 33000):
    for limit in (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU):
        try:
            if pid != os.getpid(): resource.prlimit(pid, limit, (0, 0))
        except (OSError, ValueError): pass
for which in (0, 1, 2):
    try: os.setpriority(which, os.getppid() if which == 0 else 0, 19)
    except OSError: pass
def double(x): return 0""",
    "datagrams to the host": """
import socket
try:
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    one.sendto(b'x', '{datagrams}')
    print('CONNECTED')
except OSError: pass
def double(x): return 0""",
    "a fork that never comes": """
import os, time
os.register_at_fork(before=lambda: time.sleep(1000))
def double(x): return 0""",
    "a frame of gigabytes": """
import os, struct
for fd in range(3, 40):
    try:
        os.write(fd, struct.pack('>I', 90 << 20))
        for _ in range(90): os.write(fd, b'[],' * ((1 << 20) // 3))
    except OSError: pass
def double(x): return 0""",
    "markup that takes hours": """
from IPython.display import HTML, display
for n in range(40): display(HTML(f'<i>{n}</i>' + '<a><b><i><a>' * 4000))
def double(x): return 0""",
}

# Ends every state of its own notebook, and with it what else it was to answer.
SELF_HARM |= {"a fork that never comes"}

Edit = Callable[[dict[str, Any], Path], Any]


def _cell(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    return next(
        c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == name
    )


def _position(notebook: dict[str, Any], name: str) -> int:
    return int(notebook["cells"].index(_cell(notebook, name)))


def _copied(name: str, text: str | None = None, at: int = 1) -> Edit:
    def edit(notebook: dict[str, Any], _: Path) -> None:
        twin = copy.deepcopy(_cell(notebook, name))
        if text is not None:
            twin["source"] = text
        notebook["cells"].insert(_position(notebook, name) + at, twin)

    return edit


def _without(*names: str) -> Edit:
    def edit(notebook: dict[str, Any], _: Path) -> None:
        for name in names:
            notebook["cells"].remove(_cell(notebook, name))

    return edit


def _marks(name: str, **changes: object) -> Edit:
    def edit(notebook: dict[str, Any], _: Path) -> None:
        _cell(notebook, name)["metadata"]["nbgrader"].update(changes)

    return edit


def _file(name: str, text: str) -> Edit:
    def edit(_: dict[str, Any], folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)

    return edit


def _tagged(notebook: dict[str, Any], _: Path) -> None:
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove-cell"]


def _reversed(notebook: dict[str, Any], _: Path) -> None:
    head, tail = notebook["cells"][:3], notebook["cells"][3:]
    notebook["cells"] = head + tail[::-1]


def _strange_types(notebook: dict[str, Any], _: Path) -> None:
    notebook["cells"] += [
        None, 7, "x", [], {}, {"cell_type": "code"}, {"cell_type": 5, "source": "x"},
        {"cell_type": "code", "source": 5, "metadata": []},
        {"cell_type": "code", "source": ["a", 5], "metadata": {"nbgrader": 3}},
        {"cell_type": "code", "source": "x = 1", "metadata": {"nbgrader": {"grade_id": []}}},
    ]  # fmt: skip
    notebook["metadata"] = "none"


def _link(name: str, target: str) -> Edit:
    def edit(_: dict[str, Any], folder: Path) -> None:
        (folder / name).symlink_to(target.format(source=folder.parents[2] / "source" / "shop"))

    return edit


def _fifo(_: dict[str, Any], folder: Path) -> None:
    os.mkfifo(folder / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as server:
        here = os.open(folder, os.O_PATH)
        server.bind(f"/proc/self/fd/{here}/s")
        os.close(here)


def _deep(_: dict[str, Any], folder: Path) -> None:
    deepest = folder.joinpath(*["d"] * 40)
    deepest.mkdir(parents=True)
    (deepest / "x").write_text("x")


def _many(_: dict[str, Any], folder: Path) -> None:
    for number in range(700):
        (folder / f"f{number}").write_text("")


def _sparse(_: dict[str, Any], folder: Path) -> None:
    with (folder / "huge.bin").open("wb") as file:
        file.truncate(1 << 40)


def _odd_names(_: dict[str, Any], folder: Path) -> None:
    os.close(os.open(os.fsencode(folder) + b"/\xff\xfe", os.O_CREAT))
    (folder / "line\nbreak \x1b[31m").write_text("x")
    (folder / "<script>alert(1)</script>").write_text("x") if False else None


def _without_ids_but_more(notebook: dict[str, Any], _: Path) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    for place in (9, 6, 3):
        own = {"cell_type": "code", "metadata": {}, "source": f"x{place} = {place}"}
        notebook["cells"].insert(place, own)


def _split(notebook: dict[str, Any], _: Path) -> None:
    at = _position(notebook, "cost")
    whole = notebook["cells"][at]
    lines = "".join(whole["source"]).split("\n")
    first, second = copy.deepcopy(whole), copy.deepcopy(whole)
    first["source"], second["source"] = "\n".join(lines[:3]), "\n".join(lines[3:])
    notebook["cells"][at : at + 1] = [first, second]


def _merged(notebook: dict[str, Any], _: Path) -> None:
    answer, test = _cell(notebook, "double"), _cell(notebook, "double-test")
    answer["source"] = "".join(answer["source"]) + "\n\n" + "".join(test["source"])
    notebook["cells"].remove(test)


def _old_format(notebook: dict[str, Any], _: Path) -> None:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    notebook["worksheets"] = [{"cells": notebook.pop("cells"), "metadata": {}}]
    notebook["nbformat"] = 3


# Honest work, damaged or decorated: every point is deserved.
ACCIDENTS: dict[str, Edit] = {
    "answer copied": _copied("double"),
    "answer copied, copy emptied": _copied("double", ""),
    "stub copied behind": _copied(
        "double", "def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    ),
    "stub copied before": _copied(
        "double", "def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()", at=0
    ),
    "test copied": _copied("double-test"),
    "test copied and edited": _copied("double-test", "print(double(2))"),
    "locked cell copied": _copied("prices", "prices = {}"),
    "locked cell edited": lambda n, _: _cell(n, "prices").update(source="prices = {}"),
    "locked cell deleted": _without("prices"),
    "tests deleted": _without("double-test", "cost-test", "root-test"),
    "test emptied": lambda n, _: _cell(n, "double-test").update(source=""),
    "test raises": lambda n, _: _cell(n, "double-test").update(source="raise SystemExit"),
    "test turned to text": lambda n, _: _cell(n, "double-test").update(cell_type="markdown"),
    "answer turned to raw": lambda n, _: _cell(n, "double").update(cell_type="raw"),
    "cells reversed": _reversed,
    "tags everywhere": _tagged,
    "points raised": _marks("double-test", points=1000),
    "points negative": _marks("double-test", points=-5),
    "test marked as answer": _marks("double-test", solution=True, locked=False),
    "test marked as ungraded": _marks("double-test", grade=False),
    "answer marked as graded": _marks("double", grade=True, points=50),
    "checksums wrong": _marks("double-test", checksum="0"),
    "schema wrong": _marks("double-test", schema_version=99),
    "strange cells": _strange_types,
    "unknown id": lambda n, _: n["cells"].append(
        {"cell_type": "code", "source": "1/0", "metadata": {"nbgrader": {"grade_id": "none"}}}
    ),
    "outputs that are none": lambda n, _: (
        [c.update(outputs="x", execution_count="y") for c in n["cells"]] and None
    ),
    "warnings": lambda n, _: _cell(n, "double").update(
        source="import warnings\ndef double(x):\n    warnings.warn('careful')\n    return 2 * x"
    ),
    "standard error": lambda n, _: _cell(n, "double").update(
        source="import sys\ndef double(x):\n    print('working', file=sys.stderr)\n    return 2 * x"
    ),
    "printing": lambda n, _: _cell(n, "double").update(
        source="def double(x):\n    print('x is', x)\n    return x + x"
    ),
    "a cell of one's own fails": lambda n, _: n["cells"].insert(
        3, {"cell_type": "code", "source": "1/0", "metadata": {}}
    ),
    "a cell of one's own never ends": lambda n, _: n["cells"].insert(
        3, {"cell_type": "code", "source": "while True: pass", "metadata": {}}
    ),
    "a cell of one's own crashes": lambda n, _: n["cells"].insert(
        8, {"cell_type": "code", "source": "import os; os.abort()", "metadata": {}}
    ),
    "magics": lambda n, _: n["cells"].insert(
        1,
        {
            "cell_type": "code",
            "source": "%matplotlib inline\n%load_ext autoreload\n!ls\n%time 1",
            "metadata": {},
        },
    ),
    "syntax error at the end": lambda n, _: n["cells"].append(
        {"cell_type": "code", "source": "def f(:", "metadata": {}}
    ),
    "tabs and windows lines": lambda n, _: _cell(n, "double").update(
        source="def double(x):\r\n\treturn 2 * x\r\n"
    ),
    "lines as a list": lambda n, _: _cell(n, "double").update(
        source=["def double(x):\n", "    return 2 * x"]
    ),
    "recursion": lambda n, _: _cell(n, "double").update(
        source="def double(x):\n    return 2 + double(x - 1) if 0 < x < 50 else 2 * x"
    ),
    "file named like a library": _file("math.py", "raise SystemExit"),
    "file named like json": _file("json.py", "def load(*a): return {}"),
    "sitecustomize": _file("sitecustomize.py", "import os; os._exit(1)"),
    "kernel launcher": _file("ipykernel_launcher.py", "print('full marks')"),
    "path file": _file("x.pth", "import os; os._exit(1)"),
    "IPython profile": _file("profile_default/startup/a.py", "1/0"),
    "data overwritten": _file("data/prices.json", '{"tea": 0, "cake": 8}'),
    "own config": _file("nbgrader_config.py", "import os; os._exit(1)"),
    "own gradebook": _file("gradebook.db", "not a database"),
    "timestamp nonsense": _file("timestamp.txt", "yesterday\n" * 50),
    "timestamp": _file("timestamp.txt", "2026-01-02 03:04:05 UTC"),
    "link to the solution": _link("copy.ipynb", "{source}/shop.ipynb"),
    "link to everything": _link("all", "/"),
    "link to itself": _link("loop", "loop"),
    "pipes and sockets": _fifo,
    "deep folders": _deep,
    "many files": _many,
    "sparse file": _sparse,
    "odd names": _odd_names,
    "a folder in the place of a file": lambda _, f: (f / "data" / "prices.json").mkdir(
        parents=True
    ),
    "a file in the place of a folder": _file("data", "x"),
    "a picture that is missing": lambda n, _: n["cells"].append(
        {"cell_type": "markdown", "metadata": {}, "source": "![x](attachment:gone.png)"}
    ),
    "a text that takes hours": lambda n, _: n["cells"].append(
        {"cell_type": "markdown", "metadata": {}, "source": "[" * 90_000}
    ),
    "cells that print a lot": lambda n, _: n["cells"].extend(
        {"cell_type": "code", "metadata": {}, "source": "print('x' * 190_000)"} for _ in range(150)
    ),
    "ids lost": lambda n, _: [c.update(metadata={}) for c in n["cells"]] and None,
    "ids lost, cells added": _without_ids_but_more,
    "an answer cell split": _split,
    "an answer merged with its test": _merged,
    "old format": _old_format,
    "widgets and another kernel": lambda n, _: n["metadata"].update(
        kernelspec={"name": "ir", "language": "R"}, widgets={"x": {"state": {}}}
    ),
}

# The file as bytes, made from honest bytes; True where all points can still be had.
BYTES: dict[str, tuple[Callable[[bytes], bytes], bool]] = {
    "byte order mark": (lambda b: b"\xef\xbb\xbf" + b, True),
    "UTF-16": (lambda b: b.decode().encode("utf-16"), True),
    "latin-1": (lambda b: b.replace(b"small shop", b"sm\xe4ll shop"), True),
    "zeros behind": (lambda b: b + b"\0" * 100, True),
    "blank lines around": (lambda b: b"\n\n" + b + b"\n\n", True),
    "number not a number": (lambda b: b.replace(b'data": {}', b'data": {"n": NaN}'), True),
    "minor version of the future": (lambda b: b.replace(b'_minor": 5', b'_minor": 99'), True),
    "major version of the future": (lambda b: b.replace(b'"nbformat": 4', b'"nbformat": 5'), True),
    "metadata stripped": (lambda b: re.sub(rb'"nbgrader": \{[^}]*\}', b'"x": 0', b), True),
    "outputs of 30 MB": (
        lambda b: b.replace(b'"outputs": []', b'"outputs": ["' + b"x" * (30 << 20) + b'"]', 1),
        True,
    ),
    "the end of a longer file behind": (lambda b: b + b'": []}\n]}', True),
    "empty": (lambda _: b"", False),
    "blank": (lambda _: b"  \n", False),
    "zeros": (lambda b: b"\0" * len(b), False),
    "truncated": (lambda b: b[: len(b) // 2], False),
    "not JSON": (lambda _: b"PK\x03\x04 this is a zip", False),
    "HTML": (lambda _: b"<html>please log in</html>", False),
    "a list": (lambda _: b"[1, 2]", False),
    "nested": (lambda _: b"[" * 200_000, False),
    "cells missing": (lambda _: b'{"nbformat": 4}', False),
    "cells a string": (lambda _: b'{"nbformat": 4, "cells": "x"}', False),
    "too many cells": (lambda _: b'{"nbformat": 4, "cells": [' + b"0," * 6000 + b"0]}", False),
    "too large": (lambda b: b + b" " * (65 << 20), False),
    "too many parts": (lambda b: b'{"x": [' + b"[]," * 5_000_000 + b"1]," + b[1:], False),
    "conflict": (lambda b: b"<<<<<<< HEAD\n" + b + b"\n=======\n" + b + b"\n>>>>>>> x\n", False),
    "another notebook": (
        lambda _: b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "1"}]}',
        False,
    ),
}  # fmt: skip


def _slug(kind: str, name: str) -> str:
    return f"{kind}-" + re.sub(r"\W+", "-", name)


@pytest.fixture(scope="module", params=["bubblewrap", "landlock"])
def hostile_class(classroom: Callable[..., Any], request: pytest.FixtureRequest) -> Any:
    """Grade all of them, and some honest students between them, in one run on each backend."""
    if available(request.param):
        pytest.skip(f"no {request.param} here")
    room = classroom("shop")
    secret = room.root / "secret.txt"
    secret.write_text(KEPT)
    with (
        tempfile.TemporaryDirectory() as host,
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as service,
        pytest.MonkeyPatch.context() as patch,
    ):
        Path(host).chmod(0o755)
        datagrams = Path(host) / "datagrams"
        service.bind(str(datagrams))
        datagrams.chmod(0o777)
        patch.setenv("SECRET_KEY", KEPT)
        port = server.getsockname()[1]
        for kind, attacks in (("forge", FORGERIES), ("leak", LEAKS), ("violence", VIOLENCE)):
            for name, code in attacks.items():
                code = code.replace("{secret}", str(secret)).replace("{port}", str(port))
                code = code.replace("{datagrams}", str(datagrams))
                room.hand_in(_slug(kind, name), {"double": code})
        for name, edit in ACCIDENTS.items():
            student = _slug("accident", name)
            notebook = room.hand_in(student)
            edit(notebook, room.submission(student))
            room.write(student, notebook)
        honest = json.dumps(room.solved).encode()
        for name, (damage, _) in BYTES.items():
            path = room.submission(_slug("bytes", name)) / "shop.ipynb"
            path.write_bytes(damage(honest))
        for number in range(8):
            room.hand_in(f"honest-{number}")
        _special_folders(room)
        with contextlib.redirect_stdout(io.StringIO()) as told:
            room.code = room.grade(
                "--workers", "2", "--cell-time", "1.5", "--test-time", "1.5", "--total-time", "30",
                "--memory", "768", "--json", "--sandbox", request.param,
            )  # fmt: skip
        room.told = json.loads(told.getvalue())
        server.setblocking(False)
        try:
            server.accept()
            room.connected = True
        except BlockingIOError:
            room.connected = False
    return room


NAMELESS = ("line\nbreak", "\x1b[31mred", "x" * 200)


def _special_folders(room: Any) -> None:
    nowhere = room.root / "submitted" / "folder-linked"
    nowhere.mkdir()
    (nowhere / "shop").symlink_to(room.root / "source" / "shop")
    room.submission("folder-empty")
    (room.submission("folder-notebook") / "shop.ipynb").mkdir()
    linked = room.submission("folder-notebook-linked")
    (linked / "shop.ipynb").symlink_to(room.root / "source" / "shop" / "shop.ipynb")
    piped = room.submission("folder-notebook-pipe")
    os.mkfifo(piped / "shop.ipynb")
    (room.submission("folder-same-file") / "shop.ipynb").hardlink_to(
        room.root / "source" / "shop" / "shop.ipynb"
    )
    for name in NAMELESS:
        room.hand_in(name)
    honest = json.dumps(room.solved)
    (room.submission("folder-renamed") / "SHOP.ipynb").write_text(honest)
    (room.submission("folder-inside") / "work").mkdir()
    (room.submission("folder-inside") / "work" / "shop.ipynb").write_text(honest)
    (room.submission("folder-wrong-name") / "my homework.ipynb").write_text(honest)


def _is_questioned(room: Any, student: str, test: str) -> bool:
    """Whether somebody is asked to look at the points of a test."""
    detail = room.record(student)["detail"]
    told = detail["notebooks"]["shop"]["tests"][test]
    return told["trust"]["reason"] is not None and any(repr(test) in f for f in detail["flags"])


@pytest.mark.parametrize("name", FORGERIES)
def test_forging_earns_nothing_and_costs_nothing(hostile_class: Any, name: str) -> None:
    student = _slug("forge", name)
    scores = hostile_class.scores(student)
    assert scores["double-test"] == 0 or _is_questioned(hostile_class, student, "double-test")
    if name not in SELF_HARM:
        assert {k: scores[k] for k in OTHERS} == OTHERS


@pytest.mark.parametrize("name", LEAKS)
def test_nothing_leaks(hostile_class: Any, name: str) -> None:
    student = _slug("leak", name)
    scores = hostile_class.scores(student)
    assert scores["double-test"] == 0
    assert {k: scores[k] for k in OTHERS} == OTHERS
    shown = hostile_class.page(student) + hostile_class.autograded(student)
    assert KEPT not in shown.replace("{secret}", "")
    assert "SECRET_KEY" not in re.sub(r"'SECRET' in k", "", shown)
    files = re.search(r"FILES ([^<\\]*)", json.loads(json.dumps(shown)))
    if files and "source of the tests" in name:
        outputs = [
            o["text"]
            for c in json.loads(hostile_class.autograded(student))["cells"]
            for o in c.get("outputs", ())
            if o["output_type"] == "stream"
        ]
        assert "FILES []" in "".join(outputs)


@pytest.mark.parametrize("name", VIOLENCE)
def test_violence_hurts_only_itself(hostile_class: Any, name: str) -> None:
    scores = hostile_class.scores(_slug("violence", name))
    assert scores["double-test"] == 0
    if name not in SELF_HARM:
        assert {k: scores[k] for k in OTHERS} == OTHERS
    outputs = re.findall(r'"text": "([A-Z]+)', hostile_class.autograded(_slug("violence", name)))
    reached = {"CONNECTED", "UNSHARED", "MOUNTED", "TRACED", "OPENED", "HOARDED"}
    assert not reached & set(outputs)


@pytest.mark.parametrize("name", ACCIDENTS)
def test_accidents_cost_nothing(hostile_class: Any, name: str) -> None:
    student = _slug("accident", name)
    scores = hostile_class.scores(student)
    assert {k: scores[k] for k in FULL} == FULL


FLAGGED = (
    "answer copied", "test copied", "locked cell edited", "locked cell deleted", "tests deleted",
    "cells reversed", "unknown id", "test turned to text", "strange cells", "many files",
    "sparse file", "pipes and sockets", "deep folders", "link to the solution", "odd names",
)  # fmt: skip


@pytest.mark.parametrize("name", FLAGGED)
def test_what_was_mended_is_flagged(hostile_class: Any, name: str) -> None:
    assert hostile_class.record(_slug("accident", name))["detail"]["flags"]


@pytest.mark.parametrize("name", BYTES)
def test_damaged_bytes(hostile_class: Any, name: str) -> None:
    student = _slug("bytes", name)
    scores, record = hostile_class.scores(student), hostile_class.record(student)
    if BYTES[name][1]:
        assert {k: scores[k] for k in FULL} == FULL
    else:
        assert record["status"] == "rejected"
        assert len(record["reason"].split()) >= 4
        assert set(scores.values()) == {0.0}


def test_strange_folders(hostile_class: Any) -> None:
    for student in ("folder-renamed", "folder-inside"):
        scores = hostile_class.scores(student)
        assert {k: scores[k] for k in FULL} == FULL
    assert "a file of the course itself" in str(hostile_class.record("folder-same-file"))
    for student in (
        "folder-linked", "folder-same-file", "folder-empty", "folder-notebook",
        "folder-notebook-linked", "folder-notebook-pipe", "folder-wrong-name",
    ):  # fmt: skip
        record = hostile_class.record(student)
        assert record["status"] == "rejected"
        assert set(hostile_class.scores(student).values()) == {0.0}


def test_nobody_is_left_out_and_the_honest_have_their_points(hostile_class: Any) -> None:
    handed_in = {p.name for p in (hostile_class.root / "submitted").iterdir()} - {*NAMELESS}
    assert len(hostile_class.told["nameless"]) == len(NAMELESS)
    with hostile_class.gradebook() as gradebook:
        graded = {s.student.id for s in gradebook.assignment_submissions("shop")}
    assert graded == handed_in
    assert hostile_class.code == 1
    for number in range(8):
        scores = hostile_class.scores(f"honest-{number}")
        assert scores == {**FULL, "words": None}
        assert hostile_class.record(f"honest-{number}")["status"] == "graded"


def test_no_hidden_value_is_shown_to_anybody(hostile_class: Any) -> None:
    given = json.dumps(LEAKS) + json.dumps(FORGERIES) + json.dumps(VIOLENCE)
    for student in (p.name for p in (hostile_class.root / "autograded").iterdir()):
        shown = hostile_class.page(student) + hostile_class.autograded(student)
        for canary in CANARIES:
            assert canary not in shown or canary in given, (student, canary)
        assert "HIDDEN TESTS" not in shown


def _orphans() -> list[bytes]:
    """The sandboxes whose grader is gone."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
                parent = (entry / "stat").read_text().rsplit(")", 1)[1].split()[1]
            except OSError:
                continue
            if b"sandbox.zygote" in command and parent == "1":
                found.append(command)
    return found


def test_nothing_is_left_running_or_lying_about(hostile_class: Any) -> None:
    assert not hostile_class.connected
    patience = time.monotonic() + 20  # other tests kill graders, whose sandboxes then end
    while (orphans := _orphans()) and time.monotonic() < patience:
        time.sleep(0.2)
    assert orphans == []
    names = {p.name for p in (hostile_class.root / "autograded").iterdir()}
    assert names == {p.name for p in (hostile_class.root / "submitted").iterdir()} - {*NAMELESS}
    assert not list(hostile_class.root.glob("*/*/.*.new"))
