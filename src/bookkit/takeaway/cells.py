"""The code cells of a rendered page."""

import re

QUOTED = r"""(?:"[^"]*"|'[^']*'|[^>"'])*"""
DIV_OR_SCRIPT = re.compile(rf"<script\b.*?</script>|<div\b{QUOTED}>|</div>", re.DOTALL)
CELL = re.compile(r'<div\b[^>]*\bclass="(?:[^"]* )?cell[ "]')


def without_cells(body: str) -> str:
    """Return HTML of a page with nothing left in its code cells.

    Their figures are most of a page's markup, and a parser takes seconds to read them all.

    Raises
    ------
    ValueError
        If a code cell of the page does not end.
    """
    kept, start, depth = [], 0, 0
    for tag in DIV_OR_SCRIPT.finditer(body):
        if tag[0].startswith("<script"):
            continue
        if depth:
            depth += -1 if tag[0] == "</div>" else 1
            if depth == 0:
                start = tag.start()
        elif CELL.match(tag[0]):
            kept.append(body[start : tag.end()])
            depth = 1
    if depth:
        raise ValueError("a code cell of the page does not end")
    return "".join(kept) + body[start:]
