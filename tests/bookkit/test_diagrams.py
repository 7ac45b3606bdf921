import shutil

import pytest
from bs4 import BeautifulSoup

from bookkit import diagrams
from bookkit.project import Project

TEXT = 'digraph d { a [label="Where it begins"]; b [color="#0072b2"]; a -> b; }\n'
DRAWING = """<svg width="80pt" height="60pt" viewBox="0 0 80 60" xmlns="http://www.w3.org/2000/svg">
<g id="node1"><title>a</title><text fill="#24292f">Where it begins</text></g>
</svg>
"""
PAGE = """\
(page)=
# A page

See {numref}`fig-page-d`.

:::{diagram} d
:name: fig-page-d
:alt: An arrow from where it begins.

It *ends* there.
:::
"""


@pytest.fixture
def book(tiny_book):
    folder = tiny_book.root / diagrams.FOLDER
    folder.mkdir()
    (folder / diagrams.STYLE).write_text("node [shape=box];\n")
    (folder / "d.gv").write_text(TEXT)
    mark = diagrams.source_digest(folder / "d.gv")
    (folder / "d.svg").write_text(f"<!-- drawn from {mark} -->\n{DRAWING}")
    return tiny_book


def test_the_books_drawings_are_those_of_their_texts(root):
    project = Project(root)
    assert diagrams.sources(project)
    assert diagrams.stale(project) == [], "run make diagrams"


@pytest.mark.parametrize("name", ["d.gv", diagrams.STYLE])
def test_a_changed_text_or_style_makes_a_drawing_stale(book, name):
    project = Project(book.root)
    assert diagrams.stale(project) == []
    path = book.root / diagrams.FOLDER / name
    path.write_text(path.read_text() + "// changed\n")
    assert diagrams.stale(project) == ["d"]


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_a_stale_diagram_is_drawn_and_a_faulty_one_named(book, capsys):
    source = book.root / diagrams.FOLDER / "d.gv"
    source.write_text(TEXT.replace("begins", "starts"))
    assert book.run("diagrams") == 0
    assert "Where it starts" in source.with_suffix(".svg").read_text()
    assert book.run("diagrams") == 0
    assert "up to date" in capsys.readouterr().out
    source.write_text("digraph { a -> }\n")
    assert book.run("diagrams") == 2
    assert "d.gv cannot be drawn" in capsys.readouterr().err


def test_without_graphviz_it_says_what_to_install(book, monkeypatch, capsys):
    (book.root / diagrams.FOLDER / "d.gv").write_text("digraph {}\n")
    monkeypatch.setenv("PATH", "")
    assert book.run("diagrams") == 2
    assert "install it" in capsys.readouterr().err


def test_a_page_shows_it_as_a_numbered_figure_in_its_own_colours(book):
    book.write("page", PAGE)
    assert book.build() == 0
    page = BeautifulSoup(book.html("page"), "html.parser")
    figure = page.select_one("figure.diagram")
    image = figure.select_one("svg[role=img]")
    assert image["aria-label"] == "An arrow from where it begins."
    assert "currentColor" in str(image)
    assert "Fig. 1" in figure.figcaption.text
    assert figure.figcaption.em.text == "ends"
    assert page.select_one(f'a[href="#{figure["id"]}"]')


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("{diagram} d", "{diagram} none"), "there is no diagram none"),
        ((":alt: An arrow from where it begins.\n", ""), "needs a caption and the options"),
        (("\nIt *ends* there.\n", ""), "needs a caption"),
    ],
)
def test_what_is_missing_is_named(book, capfd, change, told):
    book.write("page", PAGE.replace(*change))
    assert book.build() == 1
    assert told in "".join(capfd.readouterr())
