"""The table of sentences: read, and compared with what the audit found."""

from pathlib import Path

import pytest

from coursekit.audit.sentences import Sentence, read_sentences, sentence_problems
from coursekit.errors import CourseError

STATED = {"surge": "Double what is above the top. The top stays."}
LOST = {"surge-never": {"test-surge"}}


def row(text: str, test: str = "test-surge", rejected: str = "surge-never") -> Sentence:
    return Sentence("surge", text, test, rejected)


def test_a_row_that_holds() -> None:
    assert sentence_problems([row("above\nthe top.")], STATED, LOST) == []


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [
        (row("Halve it."), "does not stand in the statement"),
        (row("The top stays.", rejected="surge-ever"), "which rejected/ does not hold"),
        (row("The top stays.", rejected="other-never"), "which rejected/ does not hold"),
        (row("The top stays.", test="test-surge-b"), "in which surge-never loses no point"),
    ],
    ids=["not stated", "no file", "another question", "no point lost"],
)
def test_a_row_that_does_not_hold(sentence: Sentence, problem: str) -> None:
    [found] = sentence_problems([sentence], STATED, LOST)
    assert problem in found


def test_the_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sentences.yml"
    assert read_sentences(path) == []
    path.write_text(
        "surge:\n- {sentence: The top stays., test: test-surge, rejected: surge-never}\n"
    )
    assert read_sentences(path) == [row("The top stays.")]
    path.write_text("surge:\n- {sentence: The top stays.}\n")
    with pytest.raises(CourseError, match="each entry needs"):
        read_sentences(path)
