"""Tell how many slips in the helpers their unit tests notice.

    python benchmarks/mutation.py                    # ten modules, 40 mutants of each
    python benchmarks/mutation.py drift -n 0         # every mutant of one module
    python benchmarks/mutation.py --survivors        # show those that no test noticed

The mutants are those of the exercises' audit: one small slip each (an operator, a comparison, a
number, an opposite such as ``min`` for ``max``). A module's own test file is run on each, up to
the first failure; what survives it meets the contract tests too. Each mutant has a process of its
own, forked after the libraries are loaded and before the helpers are.
"""

import argparse
import importlib.util
import os
import random
import signal
import sys
import time
from importlib.abc import Loader, MetaPathFinder
from pathlib import Path

import hypothesis  # noqa: F401  (loaded once, before the forks, as the next four)
import matplotlib.pyplot  # noqa: F401
import pandas  # noqa: F401
import pytest
import scipy.stats  # noqa: F401
import sklearn.linear_model  # noqa: F401

from coursekit.audit.mutants import Mutant, mutants

ROOT = Path(__file__).parents[1]
MODULES = (
    *("ranking", "sparsity", "implicit_feedback", "clicks", "drift"),
    *("pipelines", "cold_start", "labels", "calibration", "delays", "exploration"),
)
PATIENCE = 300.0
NO_TESTS, KILLED, SURVIVED = 2, 1, 0


class Mutated(MetaPathFinder, Loader):
    """Loads one module from a changed text."""

    def __init__(self, name: str, source: str) -> None:
        self.name, self.source = name, source

    def find_spec(self, name, path=None, target=None):
        """Return a spec for that one module."""
        del path, target
        if name != self.name:
            return None
        file = ROOT / "src" / f"{name.replace('.', '/')}.py"
        return importlib.util.spec_from_file_location(name, file, loader=self)

    def exec_module(self, module):
        """Run the changed text; tracebacks name the file that it was made from."""
        exec(compile(self.source, module.__file__, "exec"), module.__dict__)  # noqa: S102


def found_out(module: str, mutant: str, tests: list[str]) -> bool:
    """Whether one of these tests fails, or does not end, on a mutant of a module."""
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        sys.meta_path.insert(0, Mutated(f"dataproblems.{module}", mutant))
        code = pytest.main(["-x", "-q", "-n0", "-p", "no:cacheprovider", *tests])
        none = code == pytest.ExitCode.NO_TESTS_COLLECTED
        os._exit(NO_TESTS if none else SURVIVED if code == pytest.ExitCode.OK else KILLED)
    end = time.monotonic() + PATIENCE
    while (ended := os.waitpid(pid, os.WNOHANG)) == (0, 0) and time.monotonic() < end:
        time.sleep(0.02)
    if ended == (0, 0):
        os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        return True
    if (code := os.waitstatus_to_exitcode(ended[1])) == NO_TESTS:
        sys.exit(f"{' '.join(tests)} holds no test: nothing could be noticed.")
    return code != SURVIVED


def survivors(module: str, most: int) -> tuple[int, list[Mutant]]:
    """Return how many mutants of a module were tried, and those that no test noticed."""
    source = (ROOT / "src" / "dataproblems" / f"{module}.py").read_text("utf-8")
    made = mutants(module, f"### BEGIN SOLUTION\n{source}\n### END SOLUTION\n")
    if most and len(made) > most:
        made = random.Random(0).sample(made, most)  # noqa: S311  (a sample, no secret)
    own = [str(ROOT / "tests" / "dataproblems" / f"test_{module}.py")]
    contracts = [str(ROOT / "tests" / "dataproblems" / "test_contracts.py")]
    contracts += ["-k", f"[{module}."]  # the tests' ids begin with the module
    if found_out(module, source, own) or found_out(module, source, contracts):
        sys.exit(f"The tests of {module} fail without any mutant: mend that first.")
    left = [m for m in made if not found_out(module, m.source, own)]
    return len(made), [m for m in left if not found_out(module, m.source, contracts)]


def main() -> None:
    """Print a line for each module, and the sum."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("modules", nargs="*", default=MODULES)
    parser.add_argument("-n", type=int, default=40, help="mutants of each module; 0 for all")
    parser.add_argument("--survivors", action="store_true", help="show what no test noticed")
    chosen = parser.parse_args()
    tried = noticed = 0
    for module in chosen.modules:
        count, left = survivors(module, chosen.n)
        tried, noticed = tried + count, noticed + count - len(left)
        print(f"{module:20} {count - len(left):4} of {count:4} noticed", flush=True)
        for mutant in left if chosen.survivors else ():
            print(f"    - {mutant.before}\n    + {mutant.after}", flush=True)
    cpu = sum(os.times()[:4])
    print(f"{'together':20} {noticed:4} of {tried:4}: {noticed / tried:.0%}; {cpu:.0f} CPU-s")


if __name__ == "__main__":
    main()
