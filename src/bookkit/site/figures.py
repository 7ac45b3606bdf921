"""Figures of executed cells: described, captioned, and inline so that they follow the theme."""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from bookkit.site.svg import inline_svg

LOGGER = logging.getLogger(__name__)
CELL_OUTPUT = "jupyter_execute"


def is_cell_figure(image: nodes.image) -> bool:
    """Tell whether an image was drawn by a cell of the page."""
    return CELL_OUTPUT in Path(image["uri"]).parts


def check_described(app: Sphinx, doctree: nodes.document) -> None:
    """Warn (and so fail the build) of a figure without alternative text or caption."""
    del app
    for image in doctree.findall(nodes.image):
        if not is_cell_figure(image):
            continue
        figure = _figure_around(image)
        missing = [
            what
            for what, given in (
                ("alternative text (mystnb: image: alt)", image.get("alt", "").strip()),
                (
                    "caption (mystnb: figure: caption)",
                    figure is not None and any(figure.findall(nodes.caption)),
                ),
            )
            if not given
        ]
        if missing:
            LOGGER.warning(
                "a figure has no %s", " and no ".join(missing), location=image.parent, type="book"
            )


def _figure_around(node: nodes.Node) -> nodes.figure | None:
    while node is not None:
        if isinstance(node, nodes.figure):
            return node
        node = node.parent
    return None


class InlineFigures(SphinxPostTransform):
    """Replace the SVG files of cells by inline SVG."""

    default_priority = 300  # after myst-nb has chosen among the output's formats
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Replace them in one page."""
        for number, image in enumerate(list(self.document.findall(nodes.image))):
            if not is_cell_figure(image) or not image["uri"].endswith(".svg"):
                continue
            source = Path(self.env.srcdir, image["uri"].lstrip("/")).read_text("utf-8")
            markup = inline_svg(source, image.get("alt", ""), f"f{number}-")
            wrapped = f'<div class="figure-scroll">{markup}</div>'
            image.replace_self(nodes.raw("", wrapped, format="html"))


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("doctree-read", check_described)
    app.add_post_transform(InlineFigures)
