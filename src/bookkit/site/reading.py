"""Read a page again when its text or its results are not those of its last reading.

Sphinx goes by the dates of files: it does not see new results, nor a text with an older date.
"""

import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from bookkit.project import digest

TABLE = "executions.json"


def execution_table(app: Sphinx) -> list[dict[str, Any]]:
    """Return the execution records that the build wrote beside the site's folder."""
    path = Path(app.outdir).parent / TABLE
    return list(json.loads(path.read_text("utf-8"))) if path.is_file() else []


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Name the pages whose text or execution key is not the one of their last reading."""
    del added, changed, removed
    keys = {record["page"]: record["key"] for record in execution_table(app)}
    texts = {page: digest([Path(env.doc2path(page)).read_bytes()]) for page in env.found_docs}
    stale = _changed("bookkit_keys", keys, env) | _changed("bookkit_texts", texts, env)
    return sorted(stale)


def _changed(name: str, now: dict[str, str], env: BuildEnvironment) -> set[str]:
    """Name the pages whose value is another one than before, and remember the values."""
    before: dict[str, str] = getattr(env, name, {})
    setattr(env, name, now)  # the environment is Sphinx's place for an extension's own memory
    return {page for page, value in now.items() if before.get(page) != value}


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("env-get-outdated", outdated)
