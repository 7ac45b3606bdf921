"""The directive ``{replication}``: the recorded run, read, not run."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from bookkit.ledger import collect
from bookkit.project import Project
from bookkit.replication.record import RECORD, Pair, Replicated, load


class Replication(SphinxDirective):
    """``{replication}``: what stayed, what moved, and how much of that luck explains."""

    def run(self) -> list[nodes.Node]:
        """Build the summary and the table from the record in the repository."""
        self.env.note_reread()
        project = Project(Path(self.env.app.confdir))
        self.env.note_dependency(str(project.root / RECORD))
        entries = load(project)
        now = {v.judgement.claim: v for v in collect(project)}
        entries = [entry for entry in entries if entry.claim in now]
        if not entries:
            return [_paragraph("No run is recorded yet.")]
        parts: list[nodes.Node] = [_summary(entries)]
        missing = [claim for claim in now if claim not in {entry.claim for entry in entries}]
        if missing:
            parts.append(_paragraph(f"Not yet run again: {', '.join(missing)}."))
        changed = [e.claim for e in entries if not e.matches(now[e.claim].judgement)]
        if changed:
            parts.append(
                _paragraph(
                    "The experiments of these claims have changed since they were run again, so "
                    f"that the row compares two earlier runs: {', '.join(changed)}."
                )
            )
        return [*parts, self._table(entries)]

    def _table(self, entries: Iterable[Replicated]) -> nodes.table:
        columns = [nodes.colspec(colwidth=width) for width in (1, 3, 3, 4)]
        names = ("Claim", "First verdict", "Verdict on other seeds", "Outside the first interval")
        head = nodes.thead("", nodes.row("", *(nodes.entry("", _paragraph(n)) for n in names)))
        body = nodes.tbody("", *(self._row(entry) for entry in entries))
        group = nodes.tgroup("", *columns, head, body, cols=len(names))
        return nodes.table("", group, classes=["replication", "colwidths-given"])

    def _row(self, entry: Replicated) -> nodes.row:
        page = self.env.app.builder.get_relative_uri(self.env.docname, entry.page)
        page = page.partition("#")[0]
        link = nodes.reference("", entry.claim, refuri=f"{page}#claim-{entry.claim}", internal=True)
        again = entry.again if entry.stayed else nodes.strong("", entry.again)
        moved = [name for name, (first, later) in entry.regimes.items() if first != later]
        told = [_paragraph("", again) if isinstance(again, nodes.Node) else _paragraph(again)]
        told += [_paragraph(f"setting moved: {name}, {entry.regimes[name][1]}") for name in moved]
        outside = [_paragraph(_said(pair)) for pair in entry.estimates if pair.outside]
        cells = [[_paragraph("", link)], [_paragraph(entry.first)], told, outside]
        return nodes.row("", *(nodes.entry("", *cell) for cell in cells))


def _summary(entries: Sequence[Replicated]) -> nodes.Node:
    stayed = sum(entry.stayed for entry in entries)
    pairs = [pair for entry in entries for pair in entry.estimates]
    anew = [pair for pair in pairs if pair.drawn_anew]
    outside, expected = sum(p.outside for p in anew), sum(p.chance for p in anew)
    controls = [entry.control_again for entry in entries]
    held = sum(verdict.startswith("holds") for verdict in controls)
    fixed = [e.claim for e in entries if not any(pair.drawn_anew for pair in e.estimates)]
    regimes = [pair for entry in entries for pair in entry.regimes.values()]
    same = sum(first == again for first, again in regimes)
    runs = sorted({(e.commit, e.shift, e.finished[:10]) for e in entries})
    where = "; ".join(f"seeds + {s:,}, commit {c or 'unknown'}, {day}" for c, s, day in runs)
    return nodes.bullet_list(
        "",
        *(
            nodes.list_item("", _paragraph(text))
            for text in (
                f"{stayed} of {len(entries)} claims came to the same verdict on other seeds, and "
                f"{same} of {len(regimes)} single settings.",
                f"{held or 'None'} of {len(controls)} controls held.",
                f"{outside} of {len(anew)} estimates that other seeds drew anew lie outside of "
                f"their first 95% interval. If only luck differed between the runs, at most about "
                f"{expected:.0f} would. (Both runs are uncertain: with many seeds one in six "
                "lands outside, with few fewer.)",
                f"{len(pairs) - len(anew)} estimates are functions of the data alone and came "
                "out the same to the last digit. Claims of which that is true of every estimate: "
                f"{', '.join(fixed) or 'none'}; other seeds cannot replicate them.",
                f"Run with {where}.",
            )
        ),
    )


def _said(pair: Pair) -> str:
    name = pair.name.replace("_", " ")
    return f"{name}: {pair.again.value:.3g}, was {pair.first}"


def _paragraph(text: str, *children: nodes.Node) -> nodes.paragraph:
    return nodes.paragraph(text, text, *children) if text else nodes.paragraph("", "", *children)
