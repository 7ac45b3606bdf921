"""The directive ``{ledger}``: answers first, then a row and a strip per claim, details folded."""

import html
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from bookkit.ledger import export, forest
from bookkit.ledger.records import CLAIMS, Claim, Verdict, collect, due, faults, load_claims
from bookkit.project import Project
from dataproblems.evidence import FAILS, HOLDS, UNDECIDED, Estimate, Judgement, enough, kind

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DEPENDS = "depends on the setting"
SLUGS = {HOLDS: "holds", FAILS: "does-not-hold", UNDECIDED: "unknown"}
MARKS = {
    HOLDS: "\N{BLACK CIRCLE}",
    FAILS: "\N{MULTIPLICATION SIGN}",
    UNDECIDED: "\N{WHITE SQUARE}",
    DEPENDS: "\N{UP DOWN ARROW}",
}
Row = tuple[Claim, Verdict]


class Ledger(SphinxDirective):
    """``{ledger}``: what holds, what does not and what depends, then a table per chapter."""

    def run(self) -> list[nodes.Node]:
        """Build the page from the execution cache."""
        self.env.note_reread()
        project = Project(Path(self.env.app.confdir))
        self.env.note_dependency(str(project.root / CLAIMS))
        claims = due(project, load_claims(project))
        verdicts = collect(project)
        wrong = faults(claims, verdicts)
        if wrong:
            raise self.error("The ledger does not add up:\n" + "\n".join(wrong))
        by_id = {verdict.judgement.claim: verdict for verdict in verdicts}
        rows = [(claim, by_id[claim.id]) for claim in claims]
        setattr(self.env, export.KEPT, export.as_data(rows))
        chapters = list(dict.fromkeys(claim.chapter for claim in claims))
        return [
            nodes.raw("", _answers(rows) + _picture(rows, chapters) + _filters(chapters),
                      format="html"),
            *(self._chapter(name, [row for row in rows if row[0].chapter == name])
              for name in chapters),
        ]  # fmt: skip

    def _chapter(self, chapter: str, rows: Sequence[Row]) -> nodes.Node:
        title = nodes.title("", _named(chapter))
        classes = ["ledger-chapter"]
        section = nodes.section("", title, ids=[f"ledger-{chapter}"], classes=classes)
        opening, _ = self.parse_inline(f"Chapter: {{ref}}`{chapter}`.", lineno=self.lineno)
        section += nodes.paragraph("", "", *opening)
        head = nodes.row("", _entry(_text("Claim")), _entry(_text("Verdict")),
                         _entry(_text("Distance from the line"), _raw(forest.axis())))  # fmt: skip
        body = nodes.tbody("", *(self._row(claim, verdict) for claim, verdict in rows))
        columns = [nodes.colspec(colwidth=width) for width in (5, 2, 4)]
        group = nodes.tgroup("", *columns, nodes.thead("", head), body, cols=3)
        section += nodes.table("", group, classes=["ledger", "colwidths-given"])
        return section

    def _row(self, claim: Claim, verdict: Verdict) -> nodes.Node:
        judgement = verdict.judgement
        page = self.env.app.builder.get_relative_uri(self.env.docname, verdict.page)
        page = page.partition("#")[0]
        link = nodes.reference("", claim.id, refuri=f"{page}#claim-{claim.id}", internal=True)
        said = nodes.Text(f". {claim.claim} ({claim.where})")
        slug = SLUGS[kind(judgement.verdict)]
        told = [_raw(_verdict(judgement.verdict))]
        if judgement.depends:
            told.append(_raw(f"<p class='ledger-depends'>{MARKS[DEPENDS]} {DEPENDS}</p>"))
        control = html.escape(judgement.control.verdict)
        told.append(_raw(f"<p class='ledger-control'>control: {control}</p>"))
        row = nodes.row(
            "",
            _entry(nodes.paragraph("", "", link, said), *_folded(judgement)),
            _entry(*told),
            _entry(_raw(forest.strip(judgement))),
        )
        row["ids"].append(f"ledger-{claim.id}")
        row["classes"] += ["ledger-row", f"is-{slug}", f"in-{claim.chapter}"]
        row["classes"] += ["is-depends"] if judgement.depends else []
        return row


def _answers(rows: Sequence[Row]) -> str:
    """Say what holds, what does not, what cannot be told and what depends: ids, as links."""

    def line(answer: str, found: Sequence[Row]) -> str:
        links = " ".join(
            f"<a href='#ledger-{claim.id}' title='{html.escape(claim.claim, quote=True)}'>"
            f"{claim.id}</a>"
            for claim, _ in found
        )
        slug = SLUGS.get(answer, "depends")
        return (
            f"<div class='ledger-answer verdict-{slug}'><dt><span aria-hidden='true'>"
            f"{MARKS.get(answer, '')}</span> {answer} <b>{len(found)}</b></dt>"
            f"<dd>{links or 'none'}</dd></div>"
        )

    lines = [line(verdict, [row for row in rows if _is(row, verdict)]) for verdict in SLUGS]
    lines.append(line(DEPENDS, [row for row in rows if row[1].judgement.depends]))
    return (
        f"<dl class='ledger-answers'>{''.join(lines)}</dl>"
        f"<p>Each of the {len(rows)} claims has a negative control, a world in which it is false. "
        "None of the controls came out as <em>holds</em>: the build would stop.</p>"
    )


def _picture(rows: Sequence[Row], chapters: Iterable[str]) -> str:
    by_chapter = {
        _named(name): [v.judgement for c, v in rows if c.chapter == name] for name in chapters
    }
    return (
        f"<figure class='ledger-picture'>{forest.overview(by_chapter)}<figcaption><p>"
        "The distance of every claim's main effect from its threshold, with the 95% interval. "
        f"{MARKS[HOLDS]} holds, {MARKS[FAILS]} does not hold, {MARKS[UNDECIDED]} cannot be told. "
        "Small marks: single settings. Grey: the control. How it is scaled stands at the end of "
        "the page.</p></figcaption></figure>"
    )


def _is(row: Row, verdict: str) -> bool:
    return kind(row[1].judgement.verdict) == verdict


def _filters(chapters: Iterable[str]) -> str:
    def options(pairs: Iterable[tuple[str, str]]) -> str:
        return "".join(f"<option value='{value}'>{text}</option>" for value, text in pairs)

    verdicts = [(f"is-{SLUGS[v]}", v) for v in (HOLDS, FAILS, UNDECIDED)]
    verdicts.append(("is-depends", DEPENDS))
    return (
        "<form class='ledger-filter' hidden><label>Chapter <select name='chapter'>"
        f"<option value=''>all</option>{options((f'in-{c}', _named(c)) for c in chapters)}"
        "</select></label><label>Verdict <select name='verdict'>"
        f"<option value=''>all</option>{options(verdicts)}</select></label>"
        "<output aria-live='polite'></output></form>"
    )


def _named(chapter: str) -> str:
    return chapter.replace("-", " ").capitalize()


def _verdict(verdict: str) -> str:
    which = kind(verdict)
    return (
        f"<p class='verdict verdict-{SLUGS[which]}'><span aria-hidden='true'>"
        f"{MARKS.get(which, '')}</span> <strong>{html.escape(verdict)}</strong></p>"
    )


def _folded(judgement: Judgement) -> list[nodes.Node]:
    """Rules and estimates of a claim, of its regimes and of its control, behind one line."""
    parts: list[nodes.Node] = [
        _raw("<details><summary>Rules and estimates</summary>"),
        _rules(judgement.rules.items()),
        _measured(judgement.estimates.items(), judgement.verdict),
    ]
    for regime in judgement.regimes:
        parts += [
            nodes.paragraph("", f"{regime.name}: {regime.verdict}", classes=["ledger-part"]),
            _rules(regime.rules.items()),
            _measured(regime.estimates.items(), regime.verdict),
        ]
    control = judgement.control
    told = f"Control, in {control.world}: {control.verdict}"
    return [
        *parts,
        nodes.paragraph("", told, classes=["ledger-part"]),
        _measured(control.estimates.items(), control.verdict),
        _raw("</details>"),
    ]


def _measured(estimates: Iterable[tuple[str, Estimate]], verdict: str) -> nodes.Node:
    measured = nodes.bullet_list(classes=["ledger-measured"])
    for name, estimate in estimates:
        text = f"{name.replace('_', ' ')}: {estimate} {estimate.unit}".rstrip()
        text += f"; {estimate.spread}"
        needed = enough(estimate) if verdict == UNDECIDED else None
        if needed:
            text += f"; about {needed:,} would tell an effect of this size from zero"
        measured += nodes.list_item("", nodes.paragraph("", text))
    return measured


def _rules(rules: Iterable[tuple[str, str]]) -> nodes.Node:
    listed = nodes.bullet_list(classes=["ledger-rules"])
    for verdict, rule in rules:
        parts = [nodes.Text(f"{verdict} if "), nodes.literal("", rule)]
        listed += nodes.list_item("", nodes.paragraph("", "", *parts))
    return listed


def _entry(*parts: nodes.Node) -> nodes.entry:
    return nodes.entry("", *parts)


def _text(text: str) -> nodes.Node:
    return nodes.paragraph("", text)


def _raw(markup: str) -> nodes.Node:
    return nodes.raw("", markup, format="html")


def setup(app: "Sphinx") -> None:
    """Register the directive with Sphinx."""
    app.add_directive("ledger", Ledger)
