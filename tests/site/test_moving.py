"""Every interactive figure of the book, moved by the keyboard."""

import json

import pytest

from bookkit.project import Project

CONTROL = ".chart-controls input, .chart-controls select"


@pytest.fixture(scope="session")
def pages_with_charts(site, root):
    counts = json.loads((site / "book" / "reader.json").read_text("utf-8"))
    return [name for name in Project(root).pages if counts[name]["interactive figures"]]


def test_each_answers_the_keyboard_in_words(served, visit, pages_with_charts):
    assert pages_with_charts
    silent = []
    for name in pages_with_charts:
        page = visit(f"{served}{name}.html")
        for chart in page.locator(".chart").all():
            chart.scroll_into_view_if_needed()
            chart.locator(CONTROL).first.wait_for()
            said = chart.locator(".chart-readout")
            heard = set()
            for control in chart.locator(CONTROL).all():
                control.focus()
                heard.add(said.inner_text())
                box = control.get_attribute("type") == "checkbox"
                for key in ("Space",) if box else ("ArrowDown", "ArrowUp", "ArrowUp", "End"):
                    page.keyboard.press(key)
                    page.wait_for_timeout(50)
                    heard.add(said.inner_text())
            if len(heard - {""}) < 2:
                silent.append(f"{name}: {chart.get_attribute('aria-label')[:60]}: {heard}")
        page.close()
    assert silent == []
