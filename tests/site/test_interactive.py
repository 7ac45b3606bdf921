"""Charts, quizzes and mathematics on a page of their own, so that they are tried every time."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGE = """\
(page)=
# A page

$$ x_i = \\frac{1}{n} \\sum_j \\mathbb{E}[y_j] $$

:::{quiz}
What happens to the measured recall?

- ( ) It falls.

  There is less to train on, but the hardest part of the test is gone too.
- (x) It rises.

  The users who are left are the easy ones.
:::

FAR

```{code-cell} ipython3
---
mystnb:
  image:
    alt: A line falls from position to position, the steeper the more noise.
  figure:
    caption: Move the slider.
    name: fig-page-noise
---
import altair as alt
from dataproblems.interactive import use_interactive_figures

use_interactive_figures()
table = [{"x": x, "y": 10 - noise * x, "noise": noise} for x in range(5) for noise in range(4)]
noise = alt.param(
    name="noise", value=1, bind=alt.binding_range(min=0, max=3, step=1, name="Click noise")
)
said = alt.param(name="readout", expr="'The last value is ' + (10 - noise * 4)")
alt.Chart(alt.Data(values=table)).mark_line(point=True).encode(
    x="x:Q", y="y:Q", tooltip="y:Q"
).transform_filter("datum.noise == noise").add_params(noise, said).properties(width=560, height=200)
```
"""


@pytest.fixture(scope="module")
def address(make_tiny_book, serve):
    book = make_tiny_book()
    far_down = "A paragraph to scroll past.\n\n" * 60
    book.write("page", PAGE.replace("FAR", far_down), notebook=True)
    assert book.build_aside() == 0
    return f"{serve(book.root / '_build' / 'html')}book/page.html"


@pytest.fixture
def page(address, visit):
    return visit(address)


def test_the_library_loads_only_when_a_chart_is_near(page):
    assert page.evaluate("typeof window.vega") == "undefined"
    page.locator(".chart").scroll_into_view_if_needed()
    page.wait_for_selector(".chart-live")
    assert page.evaluate("typeof window.vega") == "object"


def drawn(page):
    return page.locator(".chart-view [role=img] svg").last.inner_html()


def test_a_chart_answers_to_keys_and_says_so(page):
    chart = page.locator(".chart")
    chart.scroll_into_view_if_needed()
    page.wait_for_selector(".chart-live")
    before = drawn(page)
    slider = page.get_by_label("Click noise")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.chart-readout').textContent.endsWith('is 2')")
    assert page.locator(".chart-readout").get_attribute("role") == "status"
    assert drawn(page) != before
    assert not page.locator(".chart-fallback").is_visible()


def test_a_chart_answers_to_the_pointer(page):
    page.locator(".chart").scroll_into_view_if_needed()
    page.wait_for_selector(".chart-live")
    box = page.get_by_label("Click noise").bounding_box()
    page.mouse.click(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    page.wait_for_function("document.querySelector('.chart-readout').textContent.endsWith('is -2')")


def test_a_chart_fits_a_phone_and_keeps_its_colour_in_the_dark(address, visit, settle):
    page = visit(address, viewport={"width": 390, "height": 844}, theme="dark")
    page.locator(".chart").scroll_into_view_if_needed()
    page.wait_for_selector(".chart-live")
    settle(page)
    svg = page.locator(".chart-view [role=img] svg").last.bounding_box()
    assert svg["width"] <= 390
    text = "getComputedStyle(document.querySelector('.chart-view [role=img] text')).fill"
    body = "getComputedStyle(document.body).color"
    assert page.evaluate(text) == page.evaluate(body)


def test_without_scripts_the_chart_is_a_labelled_drawing(address, visit):
    page = visit(address, script=False)
    drawing = page.locator(".chart-fallback svg[role=img]")
    assert drawing.is_visible()
    assert drawing.get_attribute("aria-label").startswith("A line falls")


def test_a_quiz_answers_to_keys_and_shows_one_explanation_at_a_time(page):
    wrong, right = page.locator(".quiz-choice").all()
    wrong.locator("summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("the hardest part of the test").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.get_by_text("are the easy ones").is_visible()
    assert not page.get_by_text("the hardest part of the test").is_visible()
    assert right.evaluate("e => e.open")


def test_a_quiz_works_without_scripts(address, visit):
    page = visit(address, script=False)
    page.locator(".quiz-choice summary").first.click()
    assert page.get_by_text("the hardest part of the test").is_visible()


def test_mathematics_is_set_with_the_sites_own_fonts(page):
    page.wait_for_selector("mjx-container mjx-math", state="attached")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    )
    assert any("MJX" in family for family in loaded)
    assert page.locator("mjx-assistive-mml math").count() == 1


def test_the_page_is_accessible(page, scroll_through, settle):
    scroll_through(page)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        settle(page)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
