"""The strips of the ledger put the claim's side on the right, whatever the rule's direction."""

import pytest
from bs4 import BeautifulSoup

from bookkit.ledger import forest
from dataproblems.evidence import Control, Estimate, Judgement, Main, Regime, judge

ZERO = Estimate(0.0, -0.005, 0.005, 8, "8 seeds")


def about(value: float) -> Estimate:
    return Estimate(value, value - 0.01, value + 0.01, 8, "8 seeds", "stars")


def judged(value: float) -> Judgement:
    rules = {"holds": "gain.low > 0.02", "does not hold": "gain.high < 0.02"}
    return judge(
        "W1",
        rules,
        control=Control("a world without", gain=ZERO),
        regimes=[Regime("with <b> & more", rules, gain=about(-0.5))],
        main=("gain", 0.02),
        gain=about(value),
    )


@pytest.mark.parametrize(
    ("side", "value", "expected"), [("above", 0.06, 2), ("below", 0.06, -2), ("below", 0, 1)]
)
def test_the_claims_side_is_positive(side, value, expected):
    assert forest.distance(value, Main("gain", 0.02, side, 0.02)) == pytest.approx(expected)


def test_a_strip_draws_the_claim_its_regimes_and_its_control():
    marks = list(forest.marks(judged(0.06)))
    assert [mark.label for mark in marks] == ["the claim", "with <b> & more", "control"]
    assert [mark.verdict for mark in marks] == ["holds", "does not hold", "does not hold"]
    assert marks[0].value == pytest.approx(2)
    assert marks[0].low == pytest.approx(1.5)


def test_verdicts_differ_in_shape_and_place():
    strip = BeautifulSoup(forest.strip(judged(0.06)), "html.parser")
    claim, regime, control = strip.select("svg > g")
    assert claim.select_one("circle")
    assert regime.select_one("path.cross")
    assert "forest-control" in control["class"]
    assert float(claim.circle["cx"]) > forest.CENTRE
    unsure = BeautifulSoup(forest.strip(judged(0.025)), "html.parser")
    assert unsure.select_one("g.forest-main rect.open")


def test_what_lies_far_away_is_drawn_at_the_edge_with_an_arrow():
    strip = BeautifulSoup(forest.strip(judged(90.0)), "html.parser")
    circle = strip.select_one("g.forest-main circle")
    assert float(circle["cx"]) == pytest.approx(forest.CENTRE + forest.SPAN)
    assert strip.select_one("g.forest-main path")


def test_its_words_are_escaped():
    strip = forest.strip(judged(0.06))
    assert "<b>" not in strip
    assert "with &lt;b&gt; &amp; more: does not hold" in strip


def test_the_overview_has_a_line_for_every_claim_and_says_how_many_hold():
    claims = {"Why data": [judged(0.06)], "Netflix": [judged(-0.5), judged(0.02)]}
    picture = BeautifulSoup(forest.overview(claims), "html.parser")
    assert len(picture.select("g.forest-main")) == 3
    assert len(picture.select("g.forest-control")) == 3
    assert [text.get_text() for text in picture.select(".forest-chapter")] == [*claims]
    label = picture.svg["aria-label"]
    assert "1 holds, 1 does not hold, 1 cannot be told from this data" in label
