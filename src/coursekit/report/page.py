"""The report as one page that needs nothing but itself."""

import datetime
import math
from typing import Any

import jinja2

from coursekit.gradebook.attempts import STALLED
from coursekit.report import code, items, likeness, progress
from coursekit.report.costs import costs
from coursekit.report.failures import stumbles
from coursekit.report.items import Item, QuestionItem, analyse, suspicions
from coursekit.report.likeness import Pair, compare
from coursekit.report.model import ClassBook, Entry
from coursekit.report.scores import distribution

LONGEST_CODE = 4000
"""Characters of an answer that the page shows."""

RULES = {
    "fewest": items.FEWEST,
    "nearly": items.NEARLY,
    "fewest_answers": likeness.FEWEST_ANSWERS,
    "rare_share": likeness.RARE_SHARE,
    "rare_at_least": likeness.RARE_AT_LEAST,
    "fewest_passages": likeness.FEWEST_PASSAGES,
    "alike": likeness.ALIKE,
    "passage": code.PASSAGE,
    "rows": progress.ROWS,
    "stalled": STALLED,
}
"""The bounds by which the page judges, for it to state."""


def render(book: ClassBook, sheet: str) -> str:
    """Return the page as HTML.

    Parameters
    ----------
    book
        The class.
    sheet
        Name of the CSV file beside the page.
    """
    analysed = analyse(book)
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            book=book,
            sheet=sheet,
            made=datetime.datetime.now(datetime.UTC),
            distribution=distribution(book),
            counted=items.counted(book),
            analysed=analysed,
            suspected=_suspected(analysed),
            stumbles=stumbles(book),
            progress=progress.progress(book),
            costs=costs(book),
            concerns=_concerns(book),
            likeness=compare(book),
            stock=[entry for entry in book.scored if entry.told_by == "stock"],
            rules=RULES,
            shown=_shown,
        )
    )


def _suspected(analysed: list[QuestionItem]) -> list[tuple[Item, list[str]]]:
    """Return what looks wrong, the gravest first; a test only where its question looks right."""
    found = []
    for question in analysed:
        whole = suspicions(question.whole)
        found += [(question.whole, whole)] if whole else []
        for test in question.tests:
            told = [reason for reason in suspicions(test) if reason not in whole]
            found += [(test, told)] if told else []
    return sorted(found, key=lambda pair: not _against(pair[0]))


def _against(item: Item) -> bool:
    return item.discrimination is not None and item.discrimination.against


def _concerns(book: ClassBook) -> list[Entry]:
    """Return whose work wants a look: not wholly graded, or flagged."""
    wants = [e for e in book.entries if e.flags or e.status in {"partial", "rejected", "ungraded"}]
    order = ("rejected", "ungraded", "partial", "graded", "missing")
    return sorted(wants, key=lambda entry: (order.index(entry.status), entry.student))


def _shown(pair: Pair) -> list[tuple[Entry, str]]:
    """Return both answers to the question in which two students share most."""
    key = pair.matches[0].key
    return [(entry, _cut(entry.answers[key])) for entry in (pair.first, pair.second)]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CODE else f"{text[:LONGEST_CODE]}\n… (cut)"


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("coursekit.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "percent": _percent,
        "points": lambda value: f"{value:.4g}",
        "signed": lambda value: f"{value:+.2f}".replace("-", "\N{MINUS SIGN}"),
        "seconds": _seconds,
        "megabytes": lambda value: f"{value / 2**20:.{0 if value >= 10 * 2**20 else 1}f} MB",
        "plural": lambda count, one, many: f"{count} {one if count == 1 else many}",
        "duration": _duration,
    }
    return environment


def _clean(value: Any) -> Any:
    """Drop what no HTML file may hold: lone surrogates and control characters."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        text = value.encode("utf-8", "replace").decode()
        return "".join(c for c in text if c in "\n\t" or (c >= " " and not "\x7f" <= c <= "\x9f"))
    return value


def _percent(share: float) -> str:
    return "\N{EM DASH}" if math.isnan(share) else f"{share:.0%}"


def _seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s"


def _duration(seconds: float) -> str:
    hours, minutes = divmod(round(seconds / 60), 60)
    days, hours = divmod(hours, 24)
    told = ((days, "d"), (hours, "h"), (minutes, "min"))
    return " ".join(f"{count} {unit}" for count, unit in told if count) or "under 1 min"
