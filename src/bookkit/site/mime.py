"""What the site shows of the book's own output formats (an entry point of myst-nb)."""

from collections.abc import Sequence
from typing import Any, ClassVar

from docutils import nodes

CLAIM = "application/vnd.data-before-models.claim+json"


class BookMimeRenderer:
    """Leave a verdict's record to the ledger: the page shows its HTML."""

    mime_priority_overrides: ClassVar[Sequence[tuple[str, str, int | None]]] = ()

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """Return the nodes of a format of ours, or None for any other format."""
        del renderer, inline
        return [] if data.mime_type == CLAIM else None
