"""The Sphinx extension of the book: everything between an executed page and the finished site."""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from bookkit.site import (
    build_info,
    charts,
    diagrams,
    figures,
    helpers,
    hints,
    mathjax,
    parallel,
    publishing,
    quiz,
    reading,
    references,
    writing,
)

PARTS = (
    parallel,
    reading,
    writing,
    references,
    helpers,
    mathjax,
    figures,
    charts,
    diagrams,
    quiz,
    hints,
    build_info,
    publishing,
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every part of the extension."""
    # Jupyter Book sets this one of sphinx-comments, whose scripts the book does without.
    app.add_config_value("comments_config", {}, "html")
    for part in PARTS:
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
