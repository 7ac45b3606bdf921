"""Read a page again when its results changed, although its text did not."""

import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

TABLE = "executions.json"


def execution_table(app: Sphinx) -> list[dict[str, Any]]:
    """Return the execution records that the build wrote beside the site's folder."""
    path = Path(app.outdir).parent / TABLE
    return list(json.loads(path.read_text("utf-8"))) if path.is_file() else []


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Name the pages whose execution key is not the one of their last reading."""
    del added, changed, removed
    keys = {record["page"]: record["key"] for record in execution_table(app)}
    known: dict[str, str] = getattr(env, "bookkit_keys", {})
    env.bookkit_keys = keys  # type: ignore[attr-defined]  # Sphinx's place for an extension's own
    return [page for page in keys if page in env.all_docs and known.get(page) != keys[page]]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("env-get-outdated", outdated)
