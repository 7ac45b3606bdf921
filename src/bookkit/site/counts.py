"""What each page offers its reader, counted in the finished site: ``reader.json``.

The file stands beside the landing page: page -> how many interactive figures, quizzes, diagrams,
display formulas and figures it has, and how many kilobytes its HTML takes on the wire.
"""

import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path

OFFERS = {
    "interactive figures": re.compile(r'<div class="chart[ "]'),
    "quizzes": re.compile(r'<div[^>]*class="quiz[ "]'),
    "diagrams": re.compile(r'<figure[^>]*class="[^"]*\bdiagram\b'),
    "formulas": re.compile(r'<div[^>]*class="[^"]*\bmath\b'),
    "figures": re.compile(r"<figure\b"),
}


def count(html: str) -> dict[str, int]:
    """Return what one page offers."""
    counts = {offer: len(pattern.findall(html)) for offer, pattern in OFFERS.items()}
    return counts | {"kilobytes": round(len(gzip.compress(html.encode(), 6)) / 1000)}


def write(site: Path, pages: Iterable[str]) -> None:
    """Count every page of a site and write the file."""
    names = list(pages)
    counts = {name: count((site / f"{name}.html").read_text("utf-8")) for name in names}
    target = site / Path(names[0]).parent / "reader.json"
    target.write_text(json.dumps(counts, indent=1), "utf-8")
