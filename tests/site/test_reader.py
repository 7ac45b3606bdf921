"""What the pages offer: something to move, to answer, to look at, and formulas beside the code."""

import json

import pytest

LEAST_INTERACTIVE = {"why-data": 2, "netflix": 4, "google": 4, "amazon": 4, "conclusion": 1}
CHAPTERS = tuple(LEAST_INTERACTIVE)


@pytest.fixture(scope="session")
def offered(site):
    return json.loads((site / "book" / "reader.json").read_text("utf-8"))


def of_chapter(offered, chapter, offer):
    return sum(c[offer] for name, c in offered.items() if name.startswith(f"book/{chapter}/"))


@pytest.mark.parametrize(("chapter", "least"), LEAST_INTERACTIVE.items())
def test_each_chapter_has_figures_that_answer(offered, chapter, least):
    assert of_chapter(offered, chapter, "interactive figures") >= least


def test_the_landing_page_has_a_figure_that_answers(offered):
    assert offered["book/index"]["interactive figures"] >= 1


def test_each_page_that_teaches_asks_a_question(offered):
    silent = [
        name
        for name, counts in offered.items()
        if name.startswith(tuple(f"book/{chapter}/" for chapter in CHAPTERS))
        and not name.endswith("/interviews")
        and not counts["quizzes"]
    ]
    assert silent == []


@pytest.mark.parametrize("chapter", ["why-data", "netflix", "google", "amazon"])
def test_each_chapter_draws_its_system_and_writes_its_formulas(offered, chapter):
    assert of_chapter(offered, chapter, "diagrams") >= 1
    assert of_chapter(offered, chapter, "formulas") >= 1


def test_the_grader_is_drawn(offered):
    assert offered["book/instructor/safety"]["diagrams"] == 1
