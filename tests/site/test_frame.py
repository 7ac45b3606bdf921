"""What surrounds the text: search, contents, theme, progress, printing, the plain folder."""

import pytest

LANDING = "book/index.html"


@pytest.fixture
def reading_page(site):
    """A page that runs code and shows a figure."""
    for path in sorted((site / "book").glob("*/*.html")):
        if "figure-svg" in path.read_text("utf-8"):
            return path.relative_to(site).as_posix()
    pytest.fail("no page of the book shows a figure")


def test_the_sites_address_leads_to_the_landing_page(served, visit):
    page = visit(served)
    page.wait_for_url(f"**/{LANDING}")
    assert page.locator("article h1").inner_text().startswith("Data Before Models")


def test_search_finds(served, visit):
    page = visit(f"{served}search.html?q=ledger")
    hit = page.locator("ul.search li", has_text="The ledger").first
    hit.locator(".context, p").first.wait_for()
    assert "ledger" in hit.inner_text().lower()
    assert ".md" not in hit.inner_text(), "buttons are no text"
    page.wait_for_load_state("networkidle")  # it fetches a summary for each hit
    hit.locator("a").click()
    page.wait_for_url("**/book/claims.html*")


def test_search_opens_from_the_keyboard(served, visit):
    page = visit(f"{served}{LANDING}")
    page.keyboard.press("Control+k")
    page.keyboard.type("recommender")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=recommender")
    page.wait_for_selector("ul.search li a")


def test_the_theme_switch_changes_the_colours_and_is_remembered(served, visit, settle):
    page = visit(f"{served}{LANDING}")
    background = "getComputedStyle(document.body).backgroundColor"
    seen = {page.evaluate(background)}
    for _ in range(3):
        page.locator(".theme-switch-button:visible").click()
        settle(page)
        seen.add(page.evaluate(background))
    assert len(seen) == 2
    page.evaluate("localStorage.setItem('mode', 'dark'); localStorage.setItem('theme', 'dark')")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_figure_takes_the_pages_colour_as_the_theme_changes(served, visit, reading_page, settle):
    page = visit(f"{served}{reading_page}")
    ink = """getComputedStyle(document.querySelector('.figure-svg text')).fill"""
    light = page.evaluate(ink)
    page.emulate_media(color_scheme="dark")
    settle(page)
    assert page.evaluate(ink) != light


@pytest.mark.parametrize("width", [1280, 390])
def test_the_contents_open_and_close(served, visit, reading_page, width, settle):
    page = visit(f"{served}{reading_page}", viewport={"width": width, "height": 800})
    contents = page.locator(".bd-docs-nav").first
    toggle = page.locator(".primary-toggle:visible").first
    before = contents.is_visible()
    assert before is (width > 1000)
    toggle.click()
    settle(page)
    shown = page.evaluate(
        """() => { const box = document.querySelector(".bd-docs-nav").getBoundingClientRect();
                   return box.width > 0 && box.right > 0 && box.left < innerWidth; }"""
    )
    assert shown is not before


def test_the_keyboard_reaches_the_text_first_and_every_focus_shows(served, visit, reading_page):
    page = visit(f"{served}{reading_page}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    names = []
    for _ in range(25):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate(
                """() => { const e = document.activeElement, s = getComputedStyle(e);
                    const shows = s.outlineStyle !== "none" || s.boxShadow !== "none";
                    return [e.tagName, (e.ariaLabel || e.title || e.textContent || e.placeholder
                            || "").trim(), shows]; }"""
            )
        )
    unnamed = [entry for entry in names if entry[0] != "BODY" and not entry[1]]
    assert not unnamed
    hidden = [entry for entry in names if entry[0] != "BODY" and not entry[2]]
    assert not hidden


def test_a_page_read_to_its_end_is_ticked_and_can_be_forgotten(served, visit, reading_page):
    page = visit(f"{served}{reading_page}")
    page.keyboard.press("End")
    link = page.locator(".bd-docs-nav a.page-read").first
    link.wait_for(state="attached")
    assert "(read)" in link.text_content()
    page.goto(f"{served}{LANDING}")
    box = page.locator(".reading-progress")
    assert "1 of" in box.inner_text()
    box.get_by_role("button", name="Forget").click()
    assert "0 of" in box.inner_text()
    assert page.locator("a.page-read").count() == 0


def test_it_prints(served, visit, reading_page):
    page = visit(f"{served}{reading_page}")
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    assert printed.count(b"/Type /Page") > 2


def test_it_opens_from_a_plain_folder(site, visit, reading_page, scroll_through):
    page = visit((site / reading_page).as_uri())
    scroll_through(page)
    assert page.locator(".figure-svg").first.is_visible()


def test_it_can_be_read_without_scripts(served, visit, reading_page):
    page = visit(f"{served}{reading_page}", script=False)
    assert page.locator("article h1").is_visible()
    assert page.locator(".figure-svg").first.is_visible()
