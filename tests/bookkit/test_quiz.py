import pytest
from bs4 import BeautifulSoup

QUIZ = """\
(page)=
# A page

:::{quiz}
What happens to the **measured** recall?

- ( ) It falls.

  There is *less* to train on, but the hardest part of the test is gone too.
- (x) It rises, see `n > 20`.

  The users who are left are the easy ones.
:::
"""


def test_each_choice_opens_to_its_own_explanation(tiny_book):
    tiny_book.write("page", QUIZ)
    assert tiny_book.build() == 0
    quiz = BeautifulSoup(tiny_book.html("page"), "html.parser").select_one(".quiz")
    assert "What happens to the measured recall?" in quiz.text
    title = quiz.find(id=quiz["aria-labelledby"])
    assert title.text == "Check yourself"
    wrong, right = quiz.select("details")
    assert wrong["name"] == right["name"], "one opens, the other closes"
    assert wrong.summary.text.strip() == "It falls."
    assert "Not quite." in wrong.text
    assert "hardest part" in wrong.text
    assert right.summary.text.strip() == "It rises, see n > 20."
    assert "Right." in right.text
    assert "easy ones" in right.text
    assert "(x)" not in quiz.text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("(x)", "( )"), "needs a right choice"),
        (("(x) ", ""), "a choice starts with"),
        (("\n\n  The users who are left are the easy ones.", ""), "has no explanation"),
        (("What happens to the **measured** recall?\n", ""), "a question followed by one list"),
    ],
)
def test_a_quiz_that_cannot_teach_fails_the_build(tiny_book, capsys, change, told):
    tiny_book.write("page", QUIZ.replace(*change))
    assert tiny_book.build() == 1
    assert told in capsys.readouterr().err
