"""What the site shows of the book's own output formats (an entry point of myst-nb)."""

from collections.abc import Sequence
from typing import Any, ClassVar

from docutils import nodes

from bookkit.site.charts import chart_nodes

CLAIM = "application/vnd.data-before-models.claim+json"
VEGA_LITE = "application/vnd.vegalite.v5+json"


class BookMimeRenderer:
    """Draw charts; leave a verdict's record to the ledger, since the page shows its HTML."""

    mime_priority_overrides: ClassVar[Sequence[tuple[str, str, int | None]]] = (
        ("*", VEGA_LITE, 1),
    )

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Node] | None:
        """Return the nodes of a format of ours, or None for any other format."""
        del inline
        return [] if data.mime_type == CLAIM else chart_nodes(renderer, data)
