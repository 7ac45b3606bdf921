import shutil

import pytest

from bookkit.pdf import BROWSERS


@pytest.mark.skipif(not any(map(shutil.which, BROWSERS)), reason="no Chromium to print with")
def test_the_whole_book_is_one_tagged_file(tiny_book):
    tiny_book.write("page", "(page)=\n# A page\n\n$x^2$\n\n{ref}`The first page <home>`\n")
    place = '```{raw} html\n<p class="site-links"></p>\n```\n'
    tiny_book.write("index", f"(home)=\n# A tiny book\n\nSee {{ref}}`page`.\n\n{place}")
    assert tiny_book.build() == 0
    assert "data-before-models.pdf" not in tiny_book.html("index")
    assert tiny_book.run("pdf") == 0
    printed = (tiny_book.root / "_build" / "data-before-models.pdf").read_bytes()
    assert printed.startswith(b"%PDF")
    assert b"/StructTreeRoot" in printed
    assert b"/Outlines" in printed
    assert '<a href="../data-before-models.pdf">' in tiny_book.html("index")
    assert (tiny_book.root / "_build" / "html" / "data-before-models.pdf").read_bytes() == printed


def test_without_a_browser_it_says_what_is_needed(tiny_book, monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert tiny_book.run("pdf") == 2
    assert "needs Chromium" in capsys.readouterr().err
