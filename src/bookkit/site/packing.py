"""Make the finished pages light: one stylesheet, one script, and only the icons they show.

The theme links nine stylesheets and as many scripts, among them a 543 kB (compressed) script of
icons that its own web fonts show as well, and fonts of two thousand icons of which the book
shows thirty. What remains after packing is what a page uses.
"""

import hashlib
import io
import logging
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from posixpath import normpath

from fontTools import subset

ICON_SCRIPT = "scripts/fontawesome.js"
ICON_FONTS = Path("vendor", "fontawesome", "webfonts")
UNUSED = ("locales", "scripts/fontawesome.js", "scripts/fontawesome.js.LICENSE.txt", "images")
_STYLESHEET = re.compile(
    r'<link\b(?=[^>]*\brel="stylesheet")[^>]*\bhref="([^"]*_static/[^"]+)"[^>]*>'
)
# Only plain scripts: one with further attributes says that it wants to be loaded in its own way.
_SCRIPT = re.compile(r'<script src="([^"]*_static/[^"]+)"></script>')
_URL = re.compile(r"""url\((["']?)(?!data:|https?:|#)([^)"']+)\1\)""")
_IMPORT = re.compile(r"""@import\s+(?:url\()?["']([^"']+)["']\)?\s*;""")
_ICON_RULE = re.compile(r'((?:\.fa-[\w-]+:before,?)+)\{content:"\\?([^"]+)"\}')
_ICON_NAME = re.compile(r"\bfa-([a-z0-9-]+)")
_SOURCE_MAP = re.compile(r"(/\*#|//#) ?sourceMappingURL=[^\n*]*(\*/)?")


def pack(site: Path) -> None:
    """Pack a built site in place."""
    static = site / "_static"
    pages = {
        path: path.read_text("utf-8") for path in site.rglob("*.html") if static not in path.parents
    }
    used = _icons_used([*pages.values(), *_scripts(static)])
    packer = _Packer(static, used)
    for path, text in pages.items():
        path.write_text(packer.pack_page(text), "utf-8")
    _subset_icons(static)
    for name in UNUSED:
        shutil.rmtree(static / name) if (static / name).is_dir() else (static / name).unlink(
            missing_ok=True
        )
    for path in [*static.rglob("*.map"), *static.glob("*webpack-macros.html")]:
        path.unlink()


class _Packer:
    """Writes a bundle for each distinct list of files and links pages to it."""

    def __init__(self, static: Path, icons: set[str]) -> None:
        self.static = static
        self.icons = icons
        self.bundles: dict[tuple[str, ...], str] = {}

    def pack_page(self, text: str) -> str:
        text = re.sub(rf'<script src="[^"]*{ICON_SCRIPT}[^"]*"></script>\n?', "", text)
        text = self._replace(text, _STYLESHEET, '<link rel="stylesheet" href="{}" />', ".css")
        return self._replace(text, _SCRIPT, '<script src="{}"></script>', ".js")

    def _replace(self, text: str, pattern: re.Pattern[str], tag: str, suffix: str) -> str:
        found = list(pattern.finditer(text))
        if not found:
            return text
        prefix = found[0][1].split("_static/")[0]
        names = tuple(_clean(match[1].split("_static/", 1)[1]) for match in found)
        bundle = f"{prefix}_static/{self._bundle(names, suffix)}"
        first = found[0].start()
        head, tail = text[:first], text[first:]
        return head + tag.format(bundle) + pattern.sub("", tail)

    def _bundle(self, names: tuple[str, ...], suffix: str) -> str:
        if names not in self.bundles:
            read = self._style if suffix == ".css" else self._script
            content = "\n".join(read(name) for name in names)
            digest = hashlib.sha256(content.encode()).hexdigest()[:8]
            self.bundles[names] = f"site.{digest}{suffix}"
            (self.static / self.bundles[names]).write_text(content, "utf-8")
        return self.bundles[names]

    def _script(self, name: str) -> str:
        return _SOURCE_MAP.sub("", (self.static / name).read_text("utf-8")) + "\n;"

    def _style(self, name: str) -> str:
        folder = PurePosixPath(name).parent

        def local(address: str) -> str:
            return normpath((folder / address).as_posix())

        text = (self.static / name).read_text("utf-8").replace('@charset "UTF-8";', "")
        text = _IMPORT.sub(lambda m: self._style(_clean(local(m[1]))), text)
        text = _URL.sub(lambda m: f'url("{local(m[2])}")', text)
        text = _ICON_RULE.sub(lambda m: m[0] if self._shown(m[1]) else "", text)
        return _SOURCE_MAP.sub("", text)

    def _shown(self, selectors: str) -> bool:
        return any(name in self.icons for name in _ICON_NAME.findall(selectors))


def _clean(address: str) -> str:
    return address.split("?")[0]


def _scripts(static: Path) -> Iterator[str]:
    for path in static.rglob("*.js"):
        if not path.as_posix().endswith(ICON_SCRIPT) and "mathjax" not in path.parts:
            yield path.read_text("utf-8")


def _icons_used(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in _ICON_NAME.findall(text)}


def _subset_icons(static: Path) -> None:
    """Cut each icon font down to the icons that some page shows."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)  # else it tells every step
    # What is left in the bundles after packing: rules of icons in use, and the theme's own.
    styles = "".join(path.read_text("utf-8") for path in static.glob("site.*.css"))
    points = {int(point, 16) for point in re.findall(r'"\\([0-9a-f]{4})"', styles)}
    points |= {ord(sign) for sign in set(styles) if "\ue000" <= sign <= "\uf8ff"}
    for path in (static / ICON_FONTS).glob("*.ttf"):
        options = subset.Options(layout_features=[], notdef_outline=True)
        font = subset.load_font(str(path), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=points)
        subsetter.subset(font)
        buffer = io.BytesIO()
        font.flavor = "woff"  # woff2 needs a compressor that is not in the lock
        font.save(buffer)
        path.with_suffix(".woff").write_bytes(buffer.getvalue())
        path.unlink()
        path.with_suffix(".woff2").unlink()
    for bundle in static.glob("site.*.css"):
        text = bundle.read_text("utf-8")
        text = re.sub(
            r'url\("([^"]+)\.woff2"\) format\("woff2"\),url\("[^"]+\.ttf"\) format\("truetype"\)',
            r'url("\1.woff") format("woff")',
            text,
        )
        bundle.write_text(text, "utf-8")
