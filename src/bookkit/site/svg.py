"""Turn a Matplotlib SVG file into an inline image that follows the page's theme."""

import re
from xml.etree import ElementTree as ET

INK = "#24292f"  # dataproblems.plotting.INK; a test keeps the two alike
SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_INKS = re.compile(rf"{INK}|#000000\b", re.IGNORECASE)
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_DECIMALS = re.compile(r"-?\d+\.\d{3,}")
_FONT = re.compile(r"(font(?:-family)?:)([^;]*)")


def inline_svg(source: str, label: str, prefix: str) -> str:
    """Return ``<svg>`` markup to stand in an HTML page.

    The ink becomes the page's text colour, text takes the page's font, ids get a prefix so that
    figures of one page do not share them, and the whole is one image with a label to a screen
    reader.

    Parameters
    ----------
    source
        An SVG document.
    label
        The alternative text.
    prefix
        Put before every id; unique in the page.

    Raises
    ------
    ValueError
        If the document is not an SVG with a size.
    """
    try:
        root = ET.fromstring(source)  # noqa: S314  (our own pages drew it)
    except ET.ParseError as error:
        raise ValueError(f"not an SVG: {error}") from error
    if root.tag != f"{{{SVG}}}svg" or not root.get("viewBox"):
        raise ValueError("not an SVG with a viewBox")
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.endswith(("}metadata", "}title")) or _is_global_style(child):
                parent.remove(child)
    for element in root.iter():
        for name, value in list(element.items()):
            element.set(name, _rewritten(name, value, prefix))
        for old in (f"{{{XLINK}}}href",):
            if old in element.attrib:
                element.set("href", element.attrib.pop(old))
    width = root.get("viewBox", "").split()[2]
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.set("class", "figure-svg")
    root.set("role", "img")
    root.set("aria-label", label)
    root.set("fill", "currentColor")
    # In pixels, 1.25 of them a point: as large as the page's text, never wider than the page.
    root.set("style", f"max-width: {float(width) * 1.5:.0f}px; --drawn: {float(width):.0f}")
    ET.register_namespace("", SVG)
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)


def _is_global_style(element: ET.Element) -> bool:
    # Matplotlib's only style rule is for `*`: inside a page it would reach every other element.
    return element.tag == f"{{{SVG}}}style"


def _rewritten(name: str, value: str, prefix: str) -> str:
    if name == "id":
        return prefix + value
    if name.endswith("href") and value.startswith("#"):
        return f"#{prefix}{value[1:]}"
    if name in ("style", "fill", "stroke"):
        value = _INKS.sub("currentColor", value)
        value = _FONT.sub(_page_font, value)
    if name in ("d", "points", "transform", "x", "y"):
        value = _DECIMALS.sub(lambda number: f"{float(number[0]):.2f}", value)
    return _REFERENCE.sub(rf"url(#{prefix}\1)", value)


def _page_font(match: re.Match[str]) -> str:
    if match[1] == "font-family:":
        return "font-family: inherit"
    size = re.search(r"[\d.]+px", match[2])
    return f"font-size: {size[0]}" if size else "font-family: inherit"
