from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def package(tmp_path: Path) -> Callable[..., Path]:
    """Write modules under ``src`` of a project and return the folder."""

    def write(**modules: str) -> Path:
        src = tmp_path / "src"
        for name, code in modules.items():
            path = src / (name.replace("__", "/") + ".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            (path.parent / "__init__.py").touch()
            path.write_text(code)
        return src

    return write
