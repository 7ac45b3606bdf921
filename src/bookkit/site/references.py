"""Let each chapter keep its own BibTeX file."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config


def list_bibfiles(app: Sphinx, config: Config) -> None:
    """Name every file of ``book/references`` to sphinxcontrib-bibtex."""
    folder = Path(app.srcdir, "book", "references")
    config["bibtex_bibfiles"] = [
        path.relative_to(app.srcdir).as_posix() for path in sorted(folder.glob("*.bib"))
    ]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx, ahead of the extension that reads the list."""
    app.connect("config-inited", list_bibfiles, priority=100)
