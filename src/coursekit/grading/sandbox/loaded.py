"""Which modules a process has imported: to import them again changes nothing."""

import ast
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Loaded:
    """The `modules` that are imported, and the parts of them that are `absent` so far."""

    modules: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()

    @classmethod
    def here(cls) -> Self:
        """Return what this process has imported."""
        modules = frozenset(sys.modules)
        return cls(modules, frozenset(_parts(modules)) - modules)

    @classmethod
    def of(cls, told: dict[str, list[str]]) -> Self:
        """Return what another process has told of itself (see `to_json`)."""
        return cls(frozenset(told["modules"]), frozenset(told["absent"]))

    def to_json(self) -> dict[str, list[str]]:
        """Return what another process needs to know."""
        return {"modules": sorted(self.modules), "absent": sorted(self.absent)}

    def covers(self, node: ast.Import | ast.ImportFrom) -> bool:
        """Whether an import statement asks for nothing but what is there."""
        match node:
            case ast.ImportFrom(module=str(module), names=aliases, level=0):
                parts = {f"{module}.{alias.name}" for alias in aliases}
                return module in self.modules and self.absent.isdisjoint(parts)
            case ast.Import(names=aliases):
                return all(alias.name in self.modules for alias in aliases)
        return False


def _parts(modules: Iterable[str]) -> Iterable[str]:
    """Return the modules that lie in the folders of packages."""
    for name in modules:
        for folder in map(Path, getattr(sys.modules.get(name), "__path__", None) or ()):
            if folder.is_dir():
                yield from (f"{name}.{part.name.partition('.')[0]}" for part in folder.iterdir())
