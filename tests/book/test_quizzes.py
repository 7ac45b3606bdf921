"""A quiz is answered from the page, not from the look of its choices."""

import re
from pathlib import Path

import pytest

BOOK = Path(__file__).parents[2] / "book"
CHAPTERS = ("why-data", "netflix", "google", "amazon", "conclusion")
QUIZ = re.compile(r"^:::\{quiz\}\n(.*?)^:::$", re.MULTILINE | re.DOTALL)
CHOICE = re.compile(r"^- \((x| )\) (.*?)(?:\n\n|\Z)", re.MULTILINE | re.DOTALL)


def quizzes(markdown: str) -> list[list[tuple[bool, str]]]:
    """The choices of each quiz: whether they are right, and their text."""
    return [
        [(mark == "x", " ".join(text.split())) for mark, text in CHOICE.findall(quiz)]
        for quiz in QUIZ.findall(markdown)
    ]


def of_chapter(chapter: str) -> list[list[tuple[bool, str]]]:
    pages = sorted((BOOK / chapter).glob("*.md"))
    return [quiz for page in pages for quiz in quizzes(page.read_text("utf-8"))]


def won_by_the_longest(found: list[list[tuple[bool, str]]]) -> float:
    """Share of quizzes that whoever picks the longest choice answers."""
    return sum(max(quiz, key=lambda choice: len(choice[1]))[0] for quiz in found) / len(found)


def won_by_place(found: list[list[tuple[bool, str]]], place: int) -> float:
    return sum(quiz[place][0] for quiz in found) / len(found)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_longest_choice_is_seldom_the_right_one(chapter: str) -> None:
    assert won_by_the_longest(of_chapter(chapter)) <= 1 / 2


@pytest.mark.parametrize("place", [0, 1, 2])
def test_no_place_holds_most_of_the_right_choices(place: int) -> None:
    found = [quiz for chapter in CHAPTERS for quiz in of_chapter(chapter)]
    assert 1 / 6 <= won_by_place(found, place) <= 1 / 2


def test_the_measure_sees_a_quiz_that_gives_itself_away() -> None:
    text = (
        ":::{quiz}\nWhy?\n\n- ( ) No.\n\n  Because.\n- (x) Yes, and for a reason.\n\n  So.\n:::\n"
    )
    (quiz,) = quizzes(text)
    assert quiz == [(False, "No."), (True, "Yes, and for a reason.")]
    assert won_by_the_longest([quiz]) == 1
    assert won_by_place([quiz], 1) == 1
