import sqlite3
from zipfile import ZipFile

import pytest

from bookkit.site import cards

PAGE = """\
(page)=
# A page

:::{quiz}
What is **six** times seven?

- ( ) Thirteen.

  That is the sum.
- (x) Forty-two.

  The answer.
:::

## "What would you measure?"

:::{dropdown} A strong answer
Whatever decides.

And its price.
:::

## Words

:::{glossary}
datum
  One of the data.
:::
"""


@pytest.fixture(scope="module")
def site(make_tiny_book):
    book = make_tiny_book()
    book.write("page", PAGE)
    assert book.build_aside() == 0
    return book.root / "_build" / "html"


def test_quizzes_interview_questions_and_terms_become_cards(site):
    quiz, interview, term = cards.cards(site, "book/page")
    assert quiz.front == "What is six times seven?<ul><li>Thirteen.</li><li>Forty-two.</li></ul>"
    assert "<b>Forty-two.</b> Right.<br>The answer." in quiz.back
    assert interview.front[1:-1] == "What would you measure?", "in the page's quotation marks"
    assert "A strong answer" in interview.back
    assert "Whatever decides.<br>And its price." in interview.back
    assert (term.front, term.back) == ("datum", "One of the data.")


def test_the_deck_holds_them_and_is_the_same_each_time(site, tmp_path):
    with ZipFile(site / cards.DECK) as archive:
        (tmp_path / "deck.sqlite").write_bytes(archive.read("collection.anki2"))
    notes = sqlite3.connect(tmp_path / "deck.sqlite").execute("select flds from notes").fetchall()
    assert len(notes) == 3
    before = (site / cards.DECK).read_bytes()
    assert cards.write(site, ["book/page"]) == 3
    assert (site / cards.DECK).read_bytes() == before


def test_pages_without_any_make_no_deck(tmp_path):
    (tmp_path / "page.html").write_text("<article><p>Text.</p></article>")
    assert cards.write(tmp_path, ["page"]) == 0
    assert list(tmp_path.glob("*.apkg")) == []
