"""Formulas as MathML, which browsers draw themselves: a page asks no other host for a script."""

import contextlib
import functools
import html
from typing import Any

from docutils.utils.math.latex2mathml import tex2mathml
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath


class _Renderer(IPythonRenderer):
    def block_math(self, body: str) -> str:
        return formula(body, is_block=True)

    def inline_math(self, body: str) -> str:
        return formula(body, is_block=False)


def rendered(text: str, attachments: dict[str, Any]) -> str:
    """Return Markdown as HTML."""
    renderer = _Renderer(escape=False, attachments=attachments)
    return str(MarkdownWithMath(renderer=renderer).render(text))


@functools.lru_cache(maxsize=4096)
def formula(tex: str, is_block: bool) -> str:
    """Return a formula in MathML, or its TeX as code where it is no formula that we can draw."""
    if tex.count("{") == tex.count("}"):
        with contextlib.suppress(Exception):  # it raises whatever it stumbles over
            return str(tex2mathml(tex.strip(), as_block=is_block))
    return f"<code>{html.escape(tex)}</code>"
