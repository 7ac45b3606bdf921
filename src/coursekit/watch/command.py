"""``course watch``: grade hand-ins as they come."""

import argparse
import functools
import json
import multiprocessing as mp
import multiprocessing.connection as connections
import multiprocessing.process as processes
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from coursekit.arguments import add_class
from coursekit.assignment.course import Course
from coursekit.errors import CourseError
from coursekit.gradebook.attempts import prepare
from coursekit.gradebook.opening import open_gradebook
from coursekit.grading import options
from coursekit.grading.sandbox.kernel import die_with_parent
from coursekit.watch.attempt_rules import Counts
from coursekit.watch.lock import only_one
from coursekit.watch.page import HOST, open_page
from coursekit.watch.service import Service, sources
from coursekit.watch.settings import ATTEMPTS, PER_HOUR
from coursekit.watch.status import status, summed_up

ALL_SERVED, SOME_WAIT, INTERRUPTED = 0, 1, 130
PORT = 8765
CELL_TIME, CLOCK_TIME = 10.0, 60.0
"""Seconds: others wait for no hand-in longer than CLOCK_TIME for each of its notebooks."""

_EPILOG = """\
Hand-ins come from nbgrader's exchange (what students send with Submit in JupyterLab), or from
--folder DIR, where each lies in DIR/<student>/<set>/. Each is kept in attempts/ with its score; the
one that counts is in submitted/ and in the gradebook. Students read the result of every attempt
with nbgrader's Fetch Feedback.

examples:
  course watch drift
  course watch drift cold-start --counts best --attempts 10 --per-hour 4
  course watch drift --folder /srv/hand-ins --once
  course watch drift --status --json

exit codes: 0 nothing waits any more (--once), 1 something still waits, 2 nothing could be done (the
message says why), 130 interrupted"""


def configure(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command line of ``course watch``."""
    parser = subparsers.add_parser(
        "watch",
        help="grade hand-ins as they come, return feedback at once",
        description="Grade hand-ins as they come: safely, in turn by student, every attempt kept.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sets", nargs="+", metavar="SET", help="folders below source/")
    add_class(parser)
    parser.add_argument("--folder", type=Path, metavar="DIR", help="take hand-ins from here")
    parser.add_argument(
        "--exchange", action="store_true", help="from nbgrader's exchange too, beside --folder"
    )
    parser.add_argument(
        "--counts", choices=[c.value for c in Counts],
        help="which attempt the gradebook holds (last by default; Coursekit.counts sets it)",
    )  # fmt: skip
    parser.add_argument(
        "--attempts", type=_natural, metavar="N",
        help=f"at one set by one student, 0 for no limit ({ATTEMPTS} by default; more are refused)",
    )  # fmt: skip
    parser.add_argument(
        "--per-hour", type=_natural, metavar="N",
        help=f"of one student at one set, 0 for no limit ({PER_HOUR} by default; more wait)",
    )  # fmt: skip
    parser.add_argument("--once", action="store_true", help="serve what is there, then end")
    parser.add_argument("--status", action="store_true", help="say what waits and what ran, only")
    parser.add_argument("--json", action="store_true", help="with --once or --status: as JSON")
    parser.add_argument(
        "--port", type=int, default=PORT, metavar="N", help=f"of the local page ({PORT}; 0: any)"
    )
    parser.add_argument(
        "--every", type=_seconds, default=1.0, metavar="S", help="seconds between two looks (1)"
    )
    options.add(parser, cell=CELL_TIME, clock=CLOCK_TIME)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve, or say how things stand."""
    course, names = Course.at(arguments.course), list(dict.fromkeys(arguments.sets))
    if arguments.json and not (arguments.once or arguments.status):
        raise CourseError("--json goes with --once or --status; the page has it at /status.json")
    for name in names:
        course.source(name)
    if arguments.status:
        _say(_states(course, names, arguments), arguments.json)
        return ALL_SERVED
    for name in names:
        sources(course, name, arguments)
    with only_one(course):
        _prepare(course)
        if not arguments.once:
            return _serve(course, names, arguments)
        try:
            served = [_serve_once(course, name, arguments) for name in names]
        except KeyboardInterrupt:
            sys.stderr.write("course: interrupted; what is graded is recorded\n")
            return INTERRUPTED
    if arguments.json:
        _say(_states(course, names, arguments), as_json=True)
    return ALL_SERVED if all(served) else SOME_WAIT


def _prepare(course: Course) -> None:
    """Make the tables once, before the processes of several sets would make them at once."""
    gradebook = open_gradebook(course)
    try:
        prepare(gradebook)
    finally:
        gradebook.close()


def _serve_once(course: Course, name: str, arguments: argparse.Namespace) -> bool:
    tell = _warn if arguments.json else _tell
    with Service(course, name, arguments, tell) as service:
        return service.serve_once()


def _serve(course: Course, names: Sequence[str], arguments: argparse.Namespace) -> int:
    """Keep a process for each set and one for the page; one that is killed is begun again."""
    page = open_page(arguments.port, lambda: _states(course, names, arguments))
    _tell(f"http://{HOST}:{page.server_port}/ says what waits and what ran; Ctrl-C ends")

    def serve(name: str) -> None:
        with Service(course, name, arguments, _tell) as service:
            _tell(f"{name}: ready")
            service.serve()

    work: dict[str, Callable[[], object]] = {"": page.serve_forever}
    work |= {name: functools.partial(serve, name) for name in names}
    running = {name: _start(run) for name, run in work.items()}
    try:
        while True:
            connections.wait([process.sentinel for process in running.values()])
            for name, process in running.items():
                code = process.exitcode
                if code is not None and code >= 0:
                    return code
                if code is not None:
                    _tell(f"{name or 'the page'}: was killed, is begun again")
                    time.sleep(1)
                    running[name] = _start(work[name])
    except KeyboardInterrupt:
        sys.stderr.write("course: interrupted; what is graded is recorded\n")
        return INTERRUPTED
    finally:
        for process in running.values():
            process.terminate()
        for process in running.values():
            process.join()


def _start(work: Callable[[], object]) -> processes.BaseProcess:
    process = mp.get_context("fork").Process(target=_run, args=(work, os.getpid()))
    process.start()
    return process


def _run(work: Callable[[], object], parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    die_with_parent(parent)
    try:
        work()
    except CourseError as error:
        sys.stderr.write(f"course: {error}\n")
        sys.exit(2)


def _states(
    course: Course, names: Sequence[str], arguments: argparse.Namespace
) -> list[dict[str, Any]]:
    gradebook = open_gradebook(course)
    try:
        prepare(gradebook)
        return [status(course, gradebook, name, arguments) for name in names]
    finally:
        gradebook.close()


def _say(states: Sequence[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        json.dump(states, sys.stdout, indent=1)
        sys.stdout.write("\n")
        return
    for state in states:
        for line in summed_up(state):
            _tell(line)


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _warn(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _natural(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is below 0")
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0.05 <= number <= 3600:
        raise argparse.ArgumentTypeError(f"{text} is not between 0.05 and 3600 seconds")
    return number
