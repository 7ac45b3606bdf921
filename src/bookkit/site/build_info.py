"""``{executions}``: what the site was built from, and how long each page took to run."""

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from bookkit.site.reading import execution_table


class ExecutionsDirective(SphinxDirective):
    """Show the execution table of this build."""

    def run(self) -> list[nodes.Node]:
        """Return a summary and the table."""
        self.env.note_reread()
        records = execution_table(self.env.app)
        if not records:
            return [nodes.paragraph("", "No page of this build runs code.")]
        seconds = sum(record["seconds"] for record in records)
        commits = sorted({record["commit"] or "no commit" for record in records})
        versions = records[-1]["versions"]
        summary = (
            f"{len(records)} pages ran for {seconds:.0f} seconds in all, one on each core. "
            f"Commit: {', '.join(commits)}."
        )
        pages = (
            [
                _link(record["page"]),
                f"{record['seconds']:.1f}",
                record["finished"][:16].replace("T", " "),
            ]
            for record in records
        )
        return [
            nodes.paragraph("", summary),
            table(["Page", "Seconds", "Finished (UTC)"], pages),
            nodes.paragraph("", "Made with:"),
            table(["Package", "Version"], ([name, version] for name, version in versions.items())),
        ]


def _link(docname: str) -> nodes.Node:
    return addnodes.pending_xref(
        "", nodes.inline("", docname), refdomain="std", reftype="doc", reftarget=f"/{docname}",
        refexplicit=False, refwarn=True,
    )  # fmt: skip


def table(headings: Sequence[str], rows: Iterable[Sequence[str | nodes.Node]]) -> nodes.table:
    """Return a table's nodes."""

    def row(cells: Iterable[str | nodes.Node]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", _paragraph(cell)) for cell in cells))

    columns = [nodes.colspec(colwidth=1) for _ in headings]
    head = nodes.thead("", row(headings))
    body = nodes.tbody("", *map(row, rows))
    return nodes.table("", nodes.tgroup("", *columns, head, body, cols=len(headings)))


def _paragraph(cell: str | nodes.Node) -> nodes.paragraph:
    return nodes.paragraph("", cell) if isinstance(cell, str) else nodes.paragraph("", "", cell)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("executions", ExecutionsDirective)
