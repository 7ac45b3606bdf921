"""Diagrams drawn from text, inline so that they follow the theme: ``{diagram}``.

How to show one, in a page's Markdown::

    :::{diagram} feedback-loop
    :name: fig-amazon-loop
    :alt: What the diagram shows, for those who cannot see it.

    The caption.
    :::

The name is that of a file in ``book/diagrams`` (see :mod:`bookkit.diagrams`).
"""

from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from bookkit.diagrams import FOLDER
from bookkit.site.svg import inline_svg


class DiagramDirective(SphinxDirective):
    """A numbered figure that holds a drawing of ``book/diagrams``."""

    required_arguments = 1
    has_content: ClassVar[bool] = True
    option_spec: ClassVar[dict[str, Any]] = {
        "name": directives.unchanged_required,
        "alt": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the figure's node."""
        name = self.arguments[0]
        drawing = Path(self.env.srcdir, FOLDER, f"{name}.svg")
        if not drawing.is_file():
            raise self.error(f"there is no diagram {name}: write {FOLDER}/{name}.gv, make diagrams")
        missing = [option for option in ("name", "alt") if option not in self.options]
        if missing or not self.content:
            raise self.error(f"a diagram needs a caption and the options name and alt: {missing}")
        self.env.note_dependency(str(drawing))
        alt = " ".join(self.options["alt"].split())
        markup = inline_svg(drawing.read_text("utf-8"), alt, f"{name}-")
        figure = nodes.figure(classes=["diagram"])
        figure += nodes.raw("", f'<div class="figure-scroll">{markup}</div>', format="html")
        content = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, content)
        figure += nodes.caption("", "", *content.children[0].children)
        self.set_source_info(figure)
        self.add_name(figure)
        return [figure]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("diagram", DiagramDirective)
