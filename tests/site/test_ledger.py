"""The ledger in a browser: answers, filters, strips, folded rules, and the data beside it."""

import json

import fastjsonschema
import pytest
from axe_playwright_python.sync_playwright import Axe

CELL = """\
```{code-cell} ipython3
from dataproblems.evidence import Control, Estimate, Regime, judge

def measured(value, half):
    return Estimate(value, value - half, value + half, 8, "8 seeds", "NDCG@10")

RULES = {"holds": "gain.low > 0.02", "does not hold": "gain.high < 0.02"}

def claim(name, gain, *regimes):
    return judge(name, RULES, control=Control("a world without the effect", gain=measured(0, 0.01)),
                 regimes=[Regime(f"regime {i}", RULES, gain=g) for i, g in enumerate(regimes)],
                 main=("gain", 0.02), gain=gain)
```
"""
JUDGED = "\n```{code-cell} ipython3\n%s\n```\n"
CLAIMS = """\
why-data:
  - {id: W1, where: here, claim: Data matters.}
  - {id: W2, where: here, claim: Data is easy.}
netflix:
  - {id: N1, where: there, claim: It depends.}
"""


@pytest.fixture(scope="module")
def book(make_tiny_book):
    book = make_tiny_book()
    (book.root / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\nchapters:\n- file: book/why-data/index\n"
        "- file: book/netflix/index\n- file: book/claims\n"
    )
    (book.root / "book" / "claims.yml").write_text(CLAIMS)
    judged = {
        "why-data": ["claim('W1', measured(0.1, 0.02))", "claim('W2', measured(-0.2, 0.1))"],
        "netflix": ["claim('N1', measured(0.02, 0.1), measured(0.9, 0.1), measured(-0.1, 0.02))"],
    }
    for chapter, calls in judged.items():
        (book.root / "book" / chapter).mkdir()
        cells = CELL + "".join(JUDGED % call for call in calls)
        book.write(f"{chapter}/index", f"({chapter})=\n# {chapter}\n\n{cells}", notebook=True)
    book.write("index", "# A tiny book\n\nSee {ref}`claims`.\n")
    book.write("claims", "(claims)=\n# The ledger\n\nEvery claim.\n\n```{ledger}\n```\n")
    assert book.build_aside() == 0
    return book


@pytest.fixture(scope="module")
def address(book, serve):
    return f"{serve(book.root / '_build' / 'html')}book/claims.html"


@pytest.fixture
def page(address, visit):
    return visit(address)


def shown(page):
    return [row.get_attribute("id") for row in page.locator("tr.ledger-row:visible").all()]


def test_the_first_screen_says_what_holds_what_does_not_and_what_depends(page):
    answers = {
        answer.locator("dt").inner_text(): answer.locator("dd").inner_text()
        for answer in page.locator(".ledger-answer").all()
    }
    assert [text.split(maxsplit=1)[1] for text in answers] == [
        "holds 1",
        "does not hold 1",
        "cannot be told from this data 1",
        "depends on the setting 1",
    ]
    assert list(answers.values()) == ["W1", "W2", "N1", "N1"]
    box = page.locator(".ledger-answers").bounding_box()
    assert box["y"] + box["height"] < 900


def test_filters_by_keyboard_leave_the_claims_asked_for(page):
    assert shown(page) == ["ledger-W1", "ledger-W2", "ledger-N1"]
    page.locator("select[name=chapter]").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.querySelector('.ledger-filter output').value.startsWith('2')")
    assert shown(page) == ["ledger-W1", "ledger-W2"]
    page.locator("select[name=verdict]").select_option("does not hold")
    assert shown(page) == ["ledger-W2"]
    assert page.locator(".ledger-filter output").inner_text() == "1 of 3 claims shown"
    assert not page.locator("#ledger-netflix").is_visible()


def test_a_link_to_a_claim_that_is_filtered_away_brings_it_back(page):
    page.locator("select[name=verdict]").select_option("does not hold")
    page.locator(".ledger-answers a", has_text="N1").first.click()
    page.wait_for_function("document.getElementById('ledger-N1').offsetHeight > 0")


def test_a_strip_says_what_it_draws_and_folds_the_rules(page):
    strip = page.locator("#ledger-N1 svg[role=img]")
    label = strip.get_attribute("aria-label")
    assert label.startswith("N1. the claim: cannot be told from this data, 0.02 (-0.08 to 0.12)")
    assert "regime 0: holds" in label
    assert "control: does not hold" in label
    assert strip.locator("g").count() == 4
    assert page.locator(".ledger-picture svg[role=img] g.forest-main").count() == 3
    rules = page.locator("#ledger-N1 .ledger-rules").first
    assert not rules.is_visible()
    page.locator("#ledger-N1 summary").focus()
    page.keyboard.press("Enter")
    assert rules.is_visible()


def test_without_scripts_every_claim_is_there_and_no_filter(address, visit):
    page = visit(address, script=False)
    assert len(shown(page)) == 3
    assert not page.locator(".ledger-filter").is_visible()


@pytest.mark.parametrize("viewport", [(1280, 900), (390, 844)])
def test_the_page_is_accessible_and_fits(address, visit, viewport, settle):
    page = visit(address, viewport=dict(zip(("width", "height"), viewport, strict=True)))
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport[0]
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        settle(page)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()


def test_the_data_beside_the_page_is_as_its_schema_says(book):
    folder = book.root / "_build" / "html" / "book"
    data = json.loads((folder / "claims.json").read_text())
    schema = json.loads((folder / "claims.schema.json").read_text())
    validate = fastjsonschema.compile(schema)
    validate(data)
    by_id = {claim["id"]: claim for claim in data["claims"]}
    assert by_id["N1"]["depends"]
    assert by_id["W1"]["link"] == "book/why-data/index.html#claim-W1"
    assert by_id["W2"]["verdict"] == "does not hold"
    assert by_id["W1"]["control"]["verdict"] == "does not hold"
    del by_id["W1"]["estimates"]["gain"]["low"]
    with pytest.raises(fastjsonschema.JsonSchemaValueException, match="low"):
        validate(data)
