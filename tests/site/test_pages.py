"""Every page of the site, in a real browser."""

import gzip
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from bookkit.project import Project

ROOT = Path(__file__).parents[2]
PAGES = [*Project(ROOT).pages, "search", "genindex"]
TOO_WIDE = """() => [...document.querySelectorAll("article *")]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 5).map((e) => e.outerHTML.slice(0, 120))"""
SCROLL = "pre, .output, .pst-scrollable-table-container"
REACHABLE = f"""() => [...document.querySelectorAll("{SCROLL}")].every(
    (e) => !e.checkVisibility() || e.scrollWidth <= e.clientWidth || e.tabIndex === 0)"""
# Of a thousand coloured words of code, one of each kind in each surrounding: a word's colours hang
# on these two, and judging the contrast of all takes most of the time.
ONE_OF_A_KIND = """() => {
  const seen = new Set();
  for (const word of document.querySelectorAll("pre span")) {
    const kind = [word, word.parentElement, word.closest("pre").parentElement.parentElement]
      .map(e => e.className).join("|");
    if (seen.has(kind)) word.replaceWith(...word.childNodes);
    seen.add(kind);
  }
}"""
MOST_BYTES, MOST_REQUESTS = 400_000, 25

every_page = pytest.mark.parametrize("name", PAGES)


@every_page
def test_accessible_and_in_shape_in_light_and_dark_on_desktop_and_phone(
    name, served, visit, scroll_through, settle
):
    page = visit(f"{served}{name}.html")
    scroll_through(page)
    page.evaluate(ONE_OF_A_KIND)
    found = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width, height in ((1280, 900), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            settle(page)
            page.wait_for_function(REACHABLE)  # it looks anew what scrolls, after a while
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{width}: scrolls sideways because of {page.evaluate(TOO_WIDE)}")
            # Themes differ by colours, widths by layout: two runs meet all four.
            if (theme == "light") != (width == 1280):
                continue
            for violation in Axe().run(page).response["violations"]:
                places = [node["html"][:160] for node in violation["nodes"][:3]]
                found.append(f"{theme} {width}: {violation['id']} {violation['help']}: {places}")
    assert not found, "\n".join(found)


@every_page
def test_light_and_from_this_host_alone(name, served, visit, asked, site):
    visit(f"{served}{name}.html").wait_for_load_state("networkidle")
    files = [site / unquote(urlsplit(url).path.split("/", 2)[2]) for url in asked]
    # What draws interactive figures and formulas is the same for all pages, and is fetched once.
    own = {file for file in files if file.name != "vega.js" and "mathjax" not in file.parts}
    weight = sum(len(gzip.compress(file.read_bytes(), 6)) for file in own)
    assert weight <= MOST_BYTES
    assert len(asked) <= MOST_REQUESTS
