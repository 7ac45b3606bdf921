"""Cards to practise with: the book's quizzes, interview questions and terms as a deck for Anki.

They are read from the finished pages, so that a card says what its page says.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import genanki
from bs4 import BeautifulSoup, Tag

from bookkit.takeaway.cells import without_cells

DECK = "data-before-models.apkg"
TITLE = "Data Before Models"
ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)


@dataclass(frozen=True)
class Card:
    """A question and its answer, both as simple HTML; the page that both come from."""

    front: str
    back: str
    page: str


def write(site: Path, pages: list[str]) -> int:
    """Write the deck of all pages into a site; return how many cards it has."""
    found = [card for page in pages for card in cards(site, page)]
    if found:
        _pack(found, site / DECK)
    return len(found)


def cards(site: Path, page: str) -> Iterator[Card]:
    """Yield the cards of one page."""
    html = (site / f"{page}.html").read_text("utf-8")
    if not any(mark in html for mark in ('class="quiz"', "sd-dropdown", "glossary")):
        return
    text = ARTICLE.search(html)
    article = BeautifulSoup(without_cells(text[0]) if text else "", "html.parser").article
    if not isinstance(article, Tag):
        return
    for front, back in (*_quizzes(article), *_interviews(article), *_terms(article)):
        yield Card(front, back, page)


def _quizzes(article: Tag) -> Iterator[tuple[str, str]]:
    for quiz in article.select(".quiz"):
        asked = quiz.select(":scope > :not(.quiz-title, .quiz-choice)")
        choices = quiz.select(".quiz-choice")
        items = "".join(f"<li>{_simple(choice.summary)}</li>" for choice in choices)
        answers = "".join(
            f"<li><b>{_simple(choice.summary)}</b> "
            f"{_simple(choice.select_one('.quiz-explanation'))}</li>"
            for choice in choices
        )
        yield f"{''.join(map(_simple, asked))}<ul>{items}</ul>", f"<ul>{answers}</ul>"


def _interviews(article: Tag) -> Iterator[tuple[str, str]]:
    for section in article.select("section:has(> details.sd-dropdown)"):
        heading = section.find(["h2", "h3"])
        answers = section.find_all("details", recursive=False)
        back = "".join(
            f"<p><b>{_simple(answer.summary)}</b></p>"
            f"{_simple(answer.select_one('.sd-summary-content'))}"
            for answer in answers
        )
        yield _simple(heading), back


def _terms(article: Tag) -> Iterator[tuple[str, str]]:
    for term in article.select("dl.glossary > dt"):
        yield _simple(term), _simple(term.find_next_sibling("dd"))


def _simple(element: Tag | None) -> str:
    """Return an element's text as paragraphs, without links, buttons and drawings."""
    if element is None:
        return ""
    for extra in element.select(".headerlink, svg, .copybtn"):
        extra.decompose()
    parts = element.find_all(["p", "li"]) or [element]
    texts = (" ".join(part.get_text(" ", strip=True).split()) for part in parts)
    return "<br>".join(text for text in texts if text)


def _pack(found: list[Card], target: Path) -> None:
    """Write a deck that is the same for the same cards."""
    template = {
        "name": "Card",
        "qfmt": "{{Front}}",
        "afmt": '{{FrontSide}}<hr id="answer">{{Back}}<p><small>{{Page}}</small></p>',
    }
    fields = [{"name": "Front"}, {"name": "Back"}, {"name": "Page"}]
    model = genanki.Model(_number("model"), TITLE, fields=fields, templates=[template])
    deck = genanki.Deck(_number("deck"), TITLE)
    for card in found:
        guid = genanki.guid_for(card.page, card.front)
        deck.add_note(genanki.Note(model, [card.front, card.back, card.page], guid=guid))
    with TemporaryDirectory() as folder:
        packed = Path(folder, DECK)
        genanki.Package(deck).write_to_file(packed, timestamp=0)
        with ZipFile(packed) as dated, ZipFile(target, "w", ZIP_DEFLATED) as archive:
            for name in dated.namelist():
                archive.writestr(ZipInfo(name), dated.read(name))


def _number(part: str) -> int:
    return zlib.crc32(f"{TITLE} {part}".encode())
