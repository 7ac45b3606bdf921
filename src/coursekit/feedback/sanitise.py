"""What students write, made fit to be looked at in somebody else's browser.

Feedback and formgrader show a notebook's texts and outputs as they are; a script in them would
act with the rights of who looks at it. And a text can be made so that turning it into a page
takes hours: what takes longer than a moment is shown as plain text.
"""

import functools
import html
import re
import time
from collections.abc import Callable, Collection
from typing import Any, TypeVar

import bleach
from nbconvert.filters import strip_files_prefix
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from coursekit.alarm import TooLongError, alarm

_T = TypeVar("_T")

LONGEST = 100_000
"""Characters of one text that are shown."""

_TAGS = frozenset(bleach.ALLOWED_TAGS) | frozenset((
    "p", "br", "hr", "div", "span", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead",
    "tbody", "tfoot", "tr", "th", "td", "caption", "sub", "sup", "dl", "dt", "dd", "details",
    "summary", "small", "s", "u",
))  # fmt: skip
_ATTRIBUTES = {"*": ["class", "colspan", "rowspan", "border", "align"], "a": ["href", "title"]}
_SILENT = re.compile(r"<(script|style)\b[^<]*(?:<(?!/\1)[^<]*)*</\1\s*>", re.IGNORECASE)

# every "<" of a rendered text must begin one of these, so that no browser can read it otherwise
_VALUE = r"""="[^"<>]*"|='[^'<>]*'|=[\w.:/%#-]+"""
_NAME = "class|id|href|src|alt|title|width|height|align|start|colspan|rowspan|border|style"
_TAG = re.compile(
    rf"</?({'|'.join(_TAGS | {'del', 'img'})})((?:\s+(?:{_NAME})(?:{_VALUE})?)*)\s*/?>",
    re.IGNORECASE,
)
_PAIR = re.compile(rf"({_NAME})({_VALUE})", re.IGNORECASE)
_COMMENT = re.compile(r"<!-- [^<>-]*(?:-[^<>-]+)*-->")
_ADDRESS = re.compile(r"#|https?:|mailto:|attachment:|data:image/(png|jpeg|gif);base64,|[^:]*$")
_STYLE = re.compile(r"text-align: ?(left|right|center);?")
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
    calm = _SILENT.sub("", text)
    return str(bleach.clean(calm, tags=_TAGS, attributes=_ATTRIBUTES, strip=True))


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
    at = page.find("<")
    while at >= 0:
        found = _TAG.match(page, at)
        if found is not None and not all(_is_calm_pair(*p) for p in _PAIR.findall(found[2])):
            return False
        found = found or _COMMENT.match(page, at)
        if found is None:
            return False
        at = page.find("<", found.end())
    return True


def _is_calm_pair(name: str, value: str) -> bool:
    value = html.unescape(value.lstrip("=").strip("\"'"))
    if name.lower() in {"href", "src"}:
        return _ADDRESS.match(re.sub(r"[\x00-\x20]", "", value).lower()) is not None
    return name.lower() != "style" or _STYLE.fullmatch(value) is not None
