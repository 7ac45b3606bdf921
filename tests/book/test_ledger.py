"""The ledger is what the executed pages say, and what their own rules give."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup, Tag

from bookkit import ledger
from bookkit.project import BookError, Project
from dataproblems.evidence import UNDECIDED, Control, Estimate, Judgement, Regime, judge

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def project(site: Path) -> Project:
    """The book, built as it stands by the one build that all tests share."""
    del site
    return Project(ROOT)


@pytest.fixture(scope="module")
def verdicts(project: Project) -> list[ledger.Verdict]:
    return ledger.collect(project)


@pytest.fixture(scope="module")
def rows(project: Project) -> dict[str, Tag]:
    """The rows of the built page, by claim."""
    page = parsed(project.html / "book" / "claims.html")
    return {
        link.get_text(): row
        for row in page.select("table.ledger tr")
        for link in row.select("td a[href*='#claim-']")
    }


def parsed(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def test_every_claim_is_judged_once_and_as_its_rules_say(
    project: Project, verdicts: list[ledger.Verdict]
) -> None:
    claims = ledger.due(project, ledger.load_claims(project))
    assert ledger.faults(claims, verdicts) == []


def test_every_claim_has_a_control_that_does_not_hold(verdicts: list[ledger.Verdict]) -> None:
    held = [v.judgement.claim for v in verdicts if v.judgement.control.verdict.startswith("holds")]
    assert held == []


def test_every_claim_has_a_row(project: Project, rows: dict[str, Tag]) -> None:
    claims = ledger.due(project, ledger.load_claims(project))
    assert list(rows) == [claim.id for claim in claims]


def test_every_link_leads_to_the_cell_that_judged(project: Project, rows: dict[str, Tag]) -> None:
    dead = []
    for name, row in rows.items():
        path, _, anchor = unquote(str(row.select_one("td a")["href"])).partition("#")  # type: ignore[index]
        page = project.html / "book" / path
        if not page.is_file() or len(parsed(page).select(f"[id='{anchor}']")) != 1:
            dead.append((name, path, anchor))
    assert dead == []


def test_every_value_was_produced_by_a_cell(
    rows: dict[str, Tag], verdicts: list[ledger.Verdict]
) -> None:
    shown = {name: list(measured(row)) for name, row in rows.items()}
    produced = {v.judgement.claim: [f"{e}" for e in estimates(v.judgement)] for v in verdicts}
    assert shown == produced


def estimates(judgement: Judgement) -> Iterator[Estimate]:
    """All that a row folds: the claim's estimates, its settings' and its control's."""
    yield from judgement.estimates.values()
    for regime in judgement.regimes:
        yield from regime.estimates.values()
    yield from judgement.control.estimates.values()


def measured(row: Tag) -> Iterator[str]:
    """The values with their intervals, as a reader sees them in a row."""
    for item in row.select("ul.ledger-measured > li"):
        text = item.get_text().split(": ", 1)[1]
        yield text[: text.index(")") + 1]


def test_the_verdict_shown_is_the_verdict_given(
    rows: dict[str, Tag], verdicts: list[ledger.Verdict]
) -> None:
    shown = {
        # the page sets straight apostrophes as curly ones
        name: row.select(".verdict strong")[0]
        .get_text()
        .replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        for name, row in rows.items()
    }
    assert shown == {v.judgement.claim: v.judgement.verdict for v in verdicts}


# The checks above must be able to fail.

GAIN = Estimate(0.03, 0.01, 0.05, 10, "10 seeds")
RULES = {"holds": "gain.low > 0", "does not hold": "gain.high < 0"}
CLAIM = ledger.Claim("why-data", "W1", "here", "a claim")


def controlled(control: Estimate) -> Judgement:
    return judge(
        "W1",
        RULES,
        control=Control("a world without the effect", gain=control),
        regimes=[Regime("with little data", RULES, gain=GAIN)],
        main=("gain", 0),
        gain=GAIN,
    )


ZERO = replace(GAIN, value=0.0, low=-0.01, high=0.01)
JUDGED = controlled(ZERO)


def verdict(judgement: Judgement) -> ledger.Verdict:
    return ledger.Verdict("book/why-data/index", judgement)


def test_a_good_judgement_has_no_fault() -> None:
    assert ledger.faults([CLAIM], [verdict(JUDGED)]) == []


def test_a_missing_claim_is_a_fault() -> None:
    assert ledger.faults([CLAIM], []) == ["W1 is not judged by any page"]


def test_an_unknown_claim_is_a_fault() -> None:
    assert "no claim of" in ledger.faults([], [verdict(JUDGED)])[0]


def test_a_claim_judged_twice_is_a_fault() -> None:
    judged = verdict(JUDGED)
    assert "judged 2 times" in ledger.faults([CLAIM], [judged, judged])[0]


def test_a_verdict_that_its_rule_does_not_give_is_a_fault() -> None:
    bent = replace(JUDGED, verdict="does not hold")
    assert ledger.faults([CLAIM], [verdict(bent)]) == [
        "W1 says 'does not hold', but its rules give 'holds'"
    ]


def test_a_value_changed_after_the_verdict_is_a_fault() -> None:
    judged = JUDGED
    changed = replace(judged, estimates={"gain": replace(GAIN, low=-0.01)})
    assert UNDECIDED in ledger.faults([CLAIM], [verdict(changed)])[0]


def test_a_claim_whose_control_fails_has_no_fault() -> None:
    assert ledger.faults([CLAIM], [verdict(controlled(ZERO))]) == []


def test_a_claim_that_holds_in_its_control_is_a_fault() -> None:
    assert ledger.faults([CLAIM], [verdict(controlled(GAIN))]) == [
        "W1 holds also in a world without the effect, where it is false"
    ]


def test_a_bent_verdict_of_a_control_or_regime_is_a_fault() -> None:
    bent = replace(
        JUDGED,
        control=replace(JUDGED.control, verdict="does not hold"),
        regimes=(replace(JUDGED.regimes[0], verdict=UNDECIDED),),
    )
    assert ledger.faults([CLAIM], [verdict(bent)]) == [
        "W1 with little data says 'cannot be told from this data', but its rules give 'holds'",
        "W1's control says 'does not hold', but its rules give 'cannot be told from this data'",
    ]


def test_a_verdict_that_the_ledger_does_not_know_is_a_fault() -> None:
    rules = {"holds when dense": "gain.low > 0", **RULES}
    worded = replace(JUDGED, rules=rules, verdict="holds when dense")
    (fault,) = ledger.faults([CLAIM], [verdict(worded)])
    assert "does not know: 'holds when dense'" in fault


def test_a_record_survives_its_notebook() -> None:
    import nbformat

    judged = JUDGED
    output = nbformat.v4.new_output("execute_result", data=judged._repr_mimebundle_())
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("text"),
            nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("stream", text="hello")]),
            nbformat.v4.new_code_cell(outputs=[output]),
        ]
    )
    read = nbformat.reads(nbformat.writes(notebook), as_version=4)
    assert list(ledger.judgements(read)) == [judged]


def book(root: Path, claims: str) -> Project:
    (root / "book" / "why-data").mkdir(parents=True)
    (root / "_config.yml").write_text("title: t")
    (root / "_toc.yml").write_text("format: jb-book\nroot: book/why-data/index\n")
    (root / "book" / "claims.yml").write_text(claims)
    (root / "book" / "why-data" / "index.md").write_text("# Text alone\n")
    return Project(root)


def test_only_chapters_in_the_contents_are_due(tmp_path: Path) -> None:
    entry = "- {{id: {0}, where: w, claim: c}}"
    claims = f"why-data:\n{entry.format('W1')}\nnetflix:\n{entry.format('N1')}\n"
    project = book(tmp_path, claims)
    assert [claim.id for claim in ledger.due(project, ledger.load_claims(project))] == ["W1"]


@pytest.mark.parametrize(
    ("claims", "message"),
    [
        ("why-data:\n- {id: W1, where: w}\n", "needs id, where and claim"),
        ("why-data:\n" + 2 * "- {id: W1, where: w, claim: c}\n", "more than one claim called W1"),
    ],
)
def test_a_bad_list_of_claims_is_refused(tmp_path: Path, claims: str, message: str) -> None:
    with pytest.raises(BookError, match=message):
        ledger.load_claims(book(tmp_path, claims))


def test_a_page_not_executed_is_named(tmp_path: Path) -> None:
    project = book(tmp_path, "why-data: []\n")
    page = tmp_path / "book" / "why-data" / "index.md"
    header = "---\njupytext:\n  text_representation:\n    format_name: myst\nkernelspec:\n"
    header += "  display_name: Python 3\n  name: python3\n---\n"
    page.write_text(header + "```{code-cell} ipython3\n1 + 1\n```\n")
    with pytest.raises(BookError, match="book/why-data/index has not been executed"):
        ledger.collect(project)


def test_all_claims_of_the_book_have_an_entry() -> None:
    text = (ROOT / "book" / "claims.yml").read_text("utf-8")
    assert {
        chapter: text.count(f"id: {letter}")
        for chapter, letter in zip(
            ("why-data", "netflix", "google", "amazon", "conclusion"), "WNGAC", strict=True
        )
    } == {"why-data": 9, "netflix": 27, "google": 24, "amazon": 20, "conclusion": 3}
