"""A rendered page as pieces of Markdown, and the places of its code cells among them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from bs4 import BeautifulSoup, Tag
from markdownify import ATX, MarkdownConverter

from bookkit.takeaway.cells import without_cells
from bookkit.takeaway.pictures import png

NOT_TEXT = ".headerlink, .copybtn, .try-it, .reading-progress, .sd-octicon, script, style"


@dataclass
class Piece:
    """Markdown between two code cells, with the pictures that it shows (name -> base64 PNG)."""

    markdown: str
    pictures: dict[str, str] = field(default_factory=dict)


class CellMark:
    """The place of a code cell that the page shows."""


def pieces(body: str, address: Callable[[str], str]) -> Iterator[Piece | CellMark]:
    """Yield the text of a page and marks of its code cells, in the page's order.

    Parameters
    ----------
    body
        The page's article as HTML.
    address
        Turns a link of the page into one that leads there from a notebook.

    Raises
    ------
    ValueError
        If a code cell of the page does not end.
    """
    soup = BeautifulSoup(without_cells(body), "html.parser")
    for element in soup.select(NOT_TEXT):
        element.decompose()
    for link in soup.select("a[href]"):
        link["href"] = address(str(link["href"]))
    gathered: list[Tag | Any] = []
    for node in _flat(soup):
        if _is_cell(node):
            yield from _piece(gathered)
            gathered = []
            yield CellMark()
        else:
            gathered.append(node)
    yield from _piece(gathered)


def _is_cell(node: Any) -> bool:
    return isinstance(node, Tag) and node.name == "div" and "cell" in (node.get("class") or [])


def _flat(parent: Any) -> Iterator[Any]:
    """Yield the children of sections and of whatever else a code cell stands in."""
    for child in parent.children:
        inside = isinstance(child, Tag) and (
            child.name == "section" or (not _is_cell(child) and child.select_one("div.cell"))
        )
        if inside:
            yield from _flat(child)
        else:
            yield child


def _piece(elements: list[Any]) -> Iterator[Piece]:
    writer = _Writer()
    text = "".join(str(element) for element in elements)
    markdown = writer.convert(text).strip()
    if markdown:
        yield Piece(markdown, writer.pictures)


class _Writer(MarkdownConverter):
    """Markdown as JupyterLab shows it: HTML stays where Markdown has no word for it."""

    def __init__(self) -> None:
        super().__init__(
            heading_style=ATX, bullets="-", escape_misc=False, escape_underscores=True,
            code_language_callback=_language, wrap=False,
        )  # fmt: skip
        self.pictures: dict[str, str] = {}

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Fold what the page folds."""
        del parent_tags
        summary = el.summary
        title = summary.get_text(" ", strip=True) if summary else "More"
        return f"\n\n<details><summary>{title}</summary>\n\n{text.strip()}\n\n</details>\n\n"

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Leave a summary to the details around it."""
        del el, text, parent_tags
        return ""

    def convert_span(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write mathematics as JupyterLab reads it."""
        del parent_tags
        if "math" not in (el.get("class") or []):
            return text
        return f"${el.get_text().removeprefix(chr(92) + '(').removesuffix(chr(92) + ')')}$"

    def convert_div(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write mathematics, and boxes as quotations."""
        classes = set(el.get("class") or [])
        if "math" in classes:
            formula = el.get_text().strip()
            formula = formula.removeprefix("\\[").removesuffix("\\]").strip()
            return f"\n\n$$\n{formula}\n$$\n\n"
        if classes & {"admonition", "quiz", "sd-card"}:
            inner = "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())
            return f"\n\n{inner}\n\n" if "quiz" not in classes else f"\n\n{text.strip()}\n\n"
        return _usual(super(), "div")(el, text, parent_tags)

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Let the titles of boxes stand out."""
        if {"admonition-title", "quiz-title"} & set(el.get("class") or []):
            return f"\n\n**{text.strip()}**\n\n"
        return _usual(super(), "p")(el, text, parent_tags)

    def convert_svg(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Attach a drawing as a picture."""
        del text, parent_tags
        name = f"drawing-{len(self.pictures) + 1}.png"
        self.pictures[name] = png(str(el).replace("viewbox=", "viewBox="))
        return f"\n\n![{el.get('aria-label', 'A drawing')}](attachment:{name})\n\n"


def _usual(converter: Any, element: str) -> Callable[[Tag, str, set[str]], str]:
    # The library's types leave its own methods for elements out.
    return cast("Callable[[Tag, str, set[str]], str]", getattr(converter, f"convert_{element}"))


def _language(pre: Tag) -> str:
    outer = pre.find_parent(class_=lambda name: bool(name) and name.startswith("highlight-"))
    names = [n for n in (outer.get("class") or []) if n.startswith("highlight-")] if outer else []
    language = names[0].removeprefix("highlight-").removeprefix("i") if names else ""
    return "python" if language == "default" else language
