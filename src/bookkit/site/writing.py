"""Write only the pages that were read anew, unless what pages show of one another has changed.

A page shows titles, numbers and labels of others and links to them. As long as all of these are
what they were, a page that was not read anew would be written as it stands already. Otherwise
every page is written, which is also what finds the references that have come to lead nowhere.
"""

import shutil
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from bookkit.project import digest

# What Sphinx and its extensions gather of all pages. The images, the downloads and the keys of
# executed code are among it because writing leaves files of theirs beside the pages.
SHARED = (
    "bookkit_keys",
    "dlfiles",
    "domaindata",
    "images",
    "longtitles",
    "titles",
    "toc_fignumbers",
    "toc_secnumbers",
    "tocs",
    "toctree_includes",
)


def shared(env: BuildEnvironment) -> str:
    """Return a digest of all that a page can show of another one."""
    return digest(_plain(getattr(env, name)) for name in SHARED)


def _plain(value: Any) -> str:
    """Return a text that is the same for equal values, whichever page was read first."""
    match value:
        case nodes.Node():
            return str(value.pformat())
        case dict():
            entries = sorted(f"{key!r}: {_plain(entry)}" for key, entry in value.items())
        case list() | set() | frozenset():
            entries = sorted(_plain(entry) for entry in value)
        case tuple():
            entries = [_plain(entry) for entry in value]
        case _ if _shows_its_address(value):
            return _plain(vars(value))
        case _:
            return repr(value)
    return f"[{', '.join(entries)}]"


def _shows_its_address(value: Any) -> bool:
    kind: Any = type(value)
    return kind.__repr__ is object.__repr__


def outdated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages that have to be written besides those that were read anew."""
    if app.builder.name != "html":
        return []
    before, now = getattr(env, "bookkit_shared", None), shared(env)
    env.bookkit_shared = now  # type: ignore[attr-defined]  # Sphinx's place for an extension's own
    # The sitemap lists the pages that a build writes.
    if before == now and not app.config.html_baseurl:
        return _in_index(env)
    shutil.rmtree(app.outdir)
    app.outdir.mkdir()
    return sorted(env.found_docs)


def _in_index(env: BuildEnvironment) -> list[str]:
    """Name the pages with index entries: Sphinx's search keeps those of written pages only."""
    return [docname for docname, entries in env.domaindata["index"]["entries"].items() if entries]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx, after the collectors that give pages their numbers."""
    app.connect("env-get-updated", outdated, priority=900)
