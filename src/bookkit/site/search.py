"""Forget in the search index the words that no page holds any more.

Sphinx empties the entry of such a word when it writes some of the pages, but keeps the entry:
the search would then take it for a known word and no longer look for longer ones that it begins.
"""

import json
from pathlib import Path

INDEX = "searchindex.js"
OPENING, CLOSING = "Search.setIndex(", ")"


def forget_lost_words(site: Path) -> None:
    """Rewrite the index of a site without the entries that lead nowhere."""
    path = site / INDEX
    index = json.loads(path.read_text("utf-8").removeprefix(OPENING).removesuffix(CLOSING))
    for kind in ("terms", "titleterms"):
        index[kind] = {word: pages for word, pages in index[kind].items() if pages != []}
    # As Sphinx writes it: an index without such words stays as it is.
    told = json.dumps(index, separators=(",", ":"), sort_keys=True)
    path.write_text(f"{OPENING}{told}{CLOSING}", "utf-8")
