import json

import pytest

CELL = "```{{code-cell}} ipython3\n{}\n```\n"
PAGE = "(page)=\n# A page\n\n"


def test_builds_and_then_has_nothing_to_do(tiny_book, capsys):
    tiny_book.write("page", PAGE + CELL.format("print(6 * 7)"), notebook=True)
    assert tiny_book.build() == 0
    assert "book/page" in capsys.readouterr().out
    assert ">42\n<" in tiny_book.html("page")
    (record,) = json.loads((tiny_book.root / "_build" / "executions.json").read_text())
    assert record["page"] == "book/page"
    assert record["seconds"] > 0
    assert record["versions"]["python"]

    assert tiny_book.build() == 0
    assert "Nothing has changed" in capsys.readouterr().out

    tiny_book.write("page", PAGE + "Prose.\n\n" + CELL.format("print(6 * 7)"), notebook=True)
    assert tiny_book.build() == 0
    assert "ok" not in capsys.readouterr().out, "a change of prose must not execute the page"
    assert "Prose." in tiny_book.html("page")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import sys; print('hm', file=sys.stderr)", "page.md:15"),
        ("open('left.csv', 'w').close()", "leave files behind: left.csv"),
    ],
)
def test_a_failing_or_complaining_cell_fails_every_build(tiny_book, capsys, code, told):
    tiny_book.write("page", PAGE + CELL.format(code), notebook=True)
    for _ in range(2):
        assert tiny_book.build() == 1
        assert told in capsys.readouterr().out
    assert not (tiny_book.root / "_build" / "html").exists()


def test_a_warning_and_a_broken_reference_fail_every_build(tiny_book, capsys):
    tiny_book.write("page", PAGE + "### A skipped level\n\n{ref}`nowhere` {doc}`gone`\n")
    for _ in range(2):
        assert tiny_book.build() == 1
        told = capsys.readouterr().err
        assert "Non-consecutive header level" in told
        assert "undefined label: 'nowhere'" in told
        assert "gone" in told


def test_a_warning_and_a_broken_reference_fail_where_several_processes_read_and_write(
    tiny_book, capsys
):
    pages = [f"page-{number}" for number in range(8)]
    with (tiny_book.root / "_toc.yml").open("a") as toc:
        toc.writelines(f"- file: book/{page}\n" for page in pages)
    for page in pages:
        tiny_book.write(page, f"({page})=\n# {page}\n\n{{ref}}`page-0`\n")
    tiny_book.write("page-6", "(page-6)=\n# page-6\n\n### Skips a level\n\n{ref}`nowhere`\n")
    assert tiny_book.build() == 1
    told = capsys.readouterr().err
    assert "Non-consecutive header level" in told
    assert "undefined label: 'nowhere'" in told
    tiny_book.write("page-6", "(page-6)=\n# page-6\n\n{ref}`page-7`\n")
    assert tiny_book.build() == 0
    assert all(f"<h1>{page}" in tiny_book.html(page) for page in pages)


def test_a_reference_that_another_page_broke_fails_and_the_last_site_stays(tiny_book, capsys):
    assert tiny_book.build() == 0
    tiny_book.write("page", "# A page without its label\n\nNew words.\n")
    for _ in range(2):
        assert tiny_book.build() == 1
        assert "undefined label: 'page'" in capsys.readouterr().err
    assert "New words." not in tiny_book.html("page")
    tiny_book.write("page", PAGE + "New words.\n")
    assert tiny_book.build() == 0
    assert "New words." in tiny_book.html("page")


def test_a_changed_helper_runs_the_page_again(tiny_book, package, capsys):
    # The kernel imports the installed package; the key is decided by the project's own files.
    package(dataproblems__evidence="")
    page = PAGE + CELL.format("import dataproblems.evidence, time; print(time.time_ns())")
    tiny_book.write("page", page, notebook=True)
    assert tiny_book.build() == 0
    first = tiny_book.html("page")
    package(dataproblems__evidence="# changed")
    capsys.readouterr()
    assert tiny_book.build() == 0
    assert "book/page" in capsys.readouterr().out
    assert tiny_book.html("page") != first


def test_bad_input_is_one_line_and_exit_code_2(tiny_book, capsys):
    (tiny_book.root / "_toc.yml").write_text("format: jb-book\nroot: book/missing\n")
    assert tiny_book.build() == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "book/missing" in told
