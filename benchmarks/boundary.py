"""What the boundary of the isolated judge costs: CPU time of both sides together.

Run as ``python benchmarks/boundary.py``. A checker and a student's process speak to one another
as they do in the sandbox, without the sandbox. The last column counts the cost of what crosses
in plain copies of the same bytes.
"""

import os
import resource
import socket
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from coursekit.grading.apart.checker.connection import Connection
from coursekit.grading.apart.checker.environment import Environment
from coursekit.grading.apart.student.server import Objects
from coursekit.grading.apart.student.shell import Shell
from coursekit.grading.channel import Channel, WireError

CELL = """
def add(a, b): return a + b
def total(x): return float(x.sum().sum()) if hasattr(x, "columns") else float(x[0])
def make(n): import numpy as np; return np.ones(n)
def same(x): return x
"""


def student(theirs: socket.socket) -> None:
    shell = Shell()
    shell.attach()
    shell.run(CELL)
    objects = Objects(Channel(theirs), shell)
    while True:
        try:
            request = objects.channel.receive()
        except WireError:
            os._exit(0)
        if request["do"] == "used":
            objects.channel.send({"used": own()})
        else:
            objects.answer(request)


def own() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class Meter:
    """Reads the CPU time of both sides."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _used(self) -> float:
        self._connection.channel.send({"do": "used"})
        told: dict[str, float] = self._connection.channel.receive()
        return own() + told["used"]

    def per_call(self, work: Callable[[], Any], calls: int) -> float:
        """Return the CPU seconds of both sides for one call: the least of three runs."""
        work()
        found = []
        for _ in range(3):
            before = self._used()
            for _ in range(calls):
                work()
            found.append((self._used() - before) / calls)
        return min(found)


def main() -> None:
    channel, theirs = Channel.pair()
    if os.fork() == 0:
        channel.close()
        student(theirs)
    theirs.close()
    namespace: dict[str, Any] = {}
    environment = Environment(namespace, {}, {})
    environment.settle()
    asked = {"add", "total", "make", "same"}
    connection = Connection(channel, environment, asked)
    connection.fetch(asked)
    add, total, make, same = (namespace[n] for n in ("add", "total", "make", "same"))
    array = np.random.default_rng(0).random(10_000_000 // 8)
    frame = pd.DataFrame(array.reshape(-1, 10))
    words = pd.DataFrame({"word": [f"w{n % 999}" for n in range(20_000)], "n": range(20_000)})
    little = frame.head(100)
    meter = Meter(connection)

    def copied() -> None:
        array.copy()

    copy = meter.per_call(copied, 20)
    for what, work, calls in (
        ("add(1, 2)", lambda: add(1, 2), 2000),
        ("add([1, 2, 3], [4])", lambda: add([1, 2, 3], [4]), 2000),
        ("add.__name__", lambda: add.__name__, 2000),
        ("200 calls in one request", lambda: add.__call_many__([(1, 2)] * 200), 20),
        ("an array of 10 MB there", lambda: total(array), 10),
        ("an array of 10 MB back", lambda: make(len(array)), 10),
        ("a frame of 10 MB there", lambda: total(frame), 10),
        ("a frame of 100 rows there and back", lambda: same(little), 200),
        ("20,000 words there and back", lambda: same(words), 10),
    ):
        seconds = meter.per_call(work, calls)
        print(f"{what:36} {seconds * 1000:9.3f} ms {seconds / copy:8.2f} copies of 10 MB")


if __name__ == "__main__":
    main()
