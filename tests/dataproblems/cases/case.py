"""A contract: a right call of a helper, and what each of its arguments must not be.

``test_contracts`` gives every argument of the call in the other forms that hold the same values,
and demands the same result; and it demands that every bad value is refused by name.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """A right call of a helper, and values of its arguments that are wrong.

    Attributes
    ----------
    module, of
        Where the helper is, and its name.
    call, good
        The call and its keyword arguments.
    bad
        Values of an argument that must be refused.
    named
        How the message names an argument, where not by its own name: a pattern.
    """

    module: str
    of: str
    call: Callable[..., Any]
    good: dict[str, Any]
    bad: dict[str, list[Any]]
    named: dict[str, str] = field(default_factory=dict)

    def run(self, **changed: Any) -> Any:
        """Call the helper, some of its arguments changed."""
        return self.call(**{**self.good, **changed})


class Contracts:
    """Those of one module; call it to add one."""

    def __init__(self, module: str) -> None:
        self.module, self.cases = module, list[Case]()

    def __call__(
        self,
        call: Callable[..., Any],
        good: dict[str, Any],
        of: str = "",
        named: dict[str, str] | None = None,
        **bad: list[Any],
    ) -> None:
        """Add a case; ``of`` is the name of the helper where ``call`` is a lambda around it."""
        self.cases.append(Case(self.module, of or call.__name__, call, good, bad, named or {}))


def all_cases() -> Iterator[Case]:
    """Every case, by module."""
    for path in sorted(HERE.glob("*.py")):
        if path.stem not in ("__init__", "case", "forms", "values"):
            yield from import_module(f"cases.{path.stem}").case.cases
