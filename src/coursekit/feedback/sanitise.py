"""What students write, made fit to be looked at in somebody else's browser.

Feedback and formgrader show a notebook's texts and outputs as they are; a script in them would
act with the rights of who looks at it. And a text can be made so that turning it into a page
takes hours: what takes longer than a moment is shown as plain text.
"""

import functools
import re
import time
from collections.abc import Callable, Collection
from typing import Any, TypeVar

import nh3
from nbconvert.filters import strip_files_prefix
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from coursekit.alarm import TooLongError, alarm

_T = TypeVar("_T")

LONGEST = 100_000
"""Characters of one text that are shown."""

_TAGS = {
    "a", "abbr", "acronym", "b", "blockquote", "br", "caption", "code", "dd", "del", "details",
    "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre",
    "s", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {"*": {"class", "colspan", "rowspan", "border", "align"}, "a": {"href", "title"}}
_OF_PAGES = {
    "*": {"class", "id", "alt", "title", "align", "colspan", "rowspan", "border", "style"},
    "a": {"href"},
    "img": {"src", "width", "height"},
    "ol": {"start"},
}
_SCHEMES = {"http", "https", "mailto"}
_PICTURE_DATA = re.compile(r"data:image/(png|jpeg|gif);base64,")
_STYLE = re.compile(r"text-align: ?(left|right|center);?")
_SPELLINGS = (
    ("&quot;", '"'), ("&#39;", "'"), ("&#x27;", "'"), ("&#182;", "¶"), ("&nbsp;", "\xa0"),
    (" />", ">"), ("/>", ">"), ("<tbody>", ""), ("</tbody>", ""),
)  # fmt: skip
_QUOTED = re.compile(r"='([^'\"<>]*)'")
_FORMULA = re.compile(r"\\(href|require|style|cssId|class|html)", re.IGNORECASE)
_LONG_LINE = re.compile(r"[^\n]{500}(?=[^\n])")  # the pages' filters take its square
_PICTURE = re.compile(r"\(attachment:([^)\s]*)\)")


class Reader:
    """Looks through the texts of one notebook; what it has no time for becomes plain text.

    Parameters
    ----------
    patience
        Seconds for all of them together.
    """

    def __init__(self, patience: float = 5.0) -> None:
        self._left = patience

    def markup(self, text: str) -> str | None:
        """Return HTML without anything that could act, None where there is no time for it."""
        return self._in_time(functools.partial(_markup, text[: 2 * LONGEST]))

    def markdown(self, text: str, pictures: Collection[str] = ()) -> str:
        """Return Markdown: the text itself, or a block of plain text where it could act.

        Parameters
        ----------
        pictures
            Names of the pictures attached to it; others that it refers to are left out.
        """
        known = frozenset(pictures)
        text = _PICTURE.sub(lambda m: m[0] if m[1] in known else "(#missing-picture)", text)
        calm = self._in_time(functools.partial(_is_calm, text, known))
        return text if calm else plain(text)

    def _in_time(self, work: Callable[[], _T]) -> _T | None:
        if self._left <= 0:
            return None
        began = time.monotonic()
        try:
            with alarm(self._left):
                return work()
        except (TooLongError, RecursionError):
            return None
        finally:
            self._left -= time.monotonic() - began


def plain(text: str) -> str:
    """Return a text as a block of Markdown that shows it letter by letter."""
    kept = _LONG_LINE.sub(r"\g<0>\n", text[:LONGEST])
    cut = "\n... the rest is cut." if len(text) > LONGEST else ""
    fence = "~" * (3 + max((len(run) for run in re.findall(r"~+", kept)), default=0))
    return f"{fence}text\n{kept}{cut}\n{fence}"


@functools.lru_cache(maxsize=512)
def _markup(text: str) -> str:
    return nh3.clean(text, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)


@functools.lru_cache(maxsize=512)
def _is_calm(text: str, pictures: frozenset[str]) -> bool:
    """Whether a text in Markdown becomes a page of nothing but harmless markup."""
    if len(text) > LONGEST or _FORMULA.search(text):
        return False
    attachments = {name: {"image/png": ""} for name in pictures}
    try:
        renderer = IPythonRenderer(escape=False, attachments=attachments)
        strip: Any = strip_files_prefix
        page = str(strip(MarkdownWithMath(renderer=renderer).render(text)))
    except Exception:  # whatever the renderer makes of it, it must not be given it again
        return False
    clean = nh3.clean(
        page,
        tags=_TAGS | {"img"},
        attributes=_OF_PAGES,
        attribute_filter=_kept,
        url_schemes=_SCHEMES | {"data", "attachment"},
        link_rel=None,
        strip_comments=False,
    )
    return _spelt(clean) == _spelt(page)


def _kept(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute if it is harmless."""
    if name == "style":
        return value if _STYLE.fullmatch(value) else None
    if name in {"href", "src"} and value.lower().lstrip().startswith("data:"):
        return value if tag == "img" and _PICTURE_DATA.match(value) else None
    return value


def _spelt(page: str) -> str:
    """Return a page in which what may be written in two ways is written in one."""
    for one, other in _SPELLINGS:
        page = page.replace(one, other)
    return _QUOTED.sub(r'="\1"', page)
