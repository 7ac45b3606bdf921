"""Every claim's experiment once more, on seeds that no page has used.

``run`` executes the pages with other seeds and compares what they judge with the book's own run,
``record`` is what is kept of it in the repository, and ``page`` shows the record without running
anything.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, Any]:
    """Register the directive with Sphinx."""
    from bookkit.replication import page

    app.add_directive("replication", page.Replication)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
