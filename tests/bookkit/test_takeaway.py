import ast
import base64
import json
from zipfile import ZipFile

import nbformat
import pytest
from nbclient import NotebookClient

from bookkit.takeaway.code import standalone

PAGE = """\
(page)=
# A page

:::{admonition} What you will learn
:class: learn
- to count
:::

See {ref}`home`, {doc}`index` and <https://reader.example/x>. A formula, $x_1 < 2$:

$$ y = \\frac{1}{n} $$

```{code-cell} ipython3
:tags: [remove-cell]

import matplotlib.pyplot as plt
from matplotlib_inline.backend_inline import set_matplotlib_formats
from myst_nb import glue

set_matplotlib_formats("svg")
answer = 42
glue("page-answer", f"{answer}", display=False)
```

The answer is {glue:text}`page-answer`, a `value` that *all* know.

```{literalinclude} helper.py
:pyobject: helper
```

:::{quiz}
How many?

- ( ) Six.

  That is a factor.
- (x) Forty-two.

  Six by seven.
:::

:::{dropdown} The long way
Count on your fingers.
:::

```{code-cell} ipython3
---
mystnb:
  image:
    alt: A falling line.
  figure:
    caption: It falls.
    name: fig-page
tags: [hide-input]
---
_ = plt.plot([answer, 1])
```

| a | b |
|---|---|
| 1 | 2 |

```{code-cell} ipython3
:tags: [remove-cell]

glue("page-last", "1", display=False)
```
"""
HELPER = "def helper(x):\n    return x\n"
INDEX = """\
(home)=
# A tiny book

See {ref}`page`.

```{raw} html
<p class="site-links"></p>
```
"""


@pytest.fixture(scope="module")
def built(make_tiny_book):
    book = make_tiny_book()
    book.write("index", INDEX)
    book.write("page", PAGE, notebook=True)
    (book.root / "book" / "helper.py").write_text(HELPER)
    assert book.build_aside() == 0
    return book


@pytest.fixture(scope="module")
def notebook(built):
    path = built.root / "_build" / "html" / "notebooks" / "book" / "page.ipynb"
    found = nbformat.read(path, as_version=4)
    nbformat.validate(found)
    return found


@pytest.fixture(scope="module")
def text(notebook):
    return "\n\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")


def test_its_text_is_complete(text):
    assert "The answer is 42, a `value` that *all* know." in text
    assert "[A tiny book](../../book/index.html" in text
    assert "https://reader.example/x" in text
    assert "$x_1 < 2$" in text
    assert "$$\ny = \\frac{1}{n}\n$$" in text
    assert "```python\ndef helper(x):\n    return x\n```" in text
    assert "| 1 | 2 |" in text
    for markup in ("{glue", "{ref}", "{doc}", "{quiz}", "literalinclude", ":class:"):
        assert markup not in text


def test_a_quiz_is_a_question_with_folded_answers(text):
    assert "How many?" in text
    assert "<details><summary>Forty-two.</summary>" in text
    assert "Six by seven." in text


def test_what_the_page_folds_stays_folded_without_its_arrow(text):
    assert "<details><summary>The long way</summary>\n\nCount on your fingers.\n" in text


def test_its_code_hands_nothing_over_to_the_text(notebook):
    code = [c.source for c in notebook.cells if c.cell_type == "code"]
    assert len(code) == 2, "a cell that only hands over is gone"
    assert "answer = 42" in code[0]
    assert "glue" not in "\n".join(code)


def test_its_figures_are_pictures(notebook):
    [output] = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
    assert base64.b64decode(output.data["image/png"]).startswith(b"\x89PNG")
    assert "image/svg+xml" not in output.data


def test_it_runs_in_an_empty_folder(notebook, tmp_path):
    before = [c.source for c in notebook.cells]
    NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert before == [c.source for c in notebook.cells]


def test_it_waits_beside_its_page_also_as_an_archive(built):
    html = built.html("page")
    assert 'href="../notebooks/book/page.ipynb"' in html
    assert "btn-download-notebook-button" in html
    folder = built.root / "_build" / "html" / "notebooks" / "book"
    with ZipFile(folder / "page.zip") as archive:
        assert archive.namelist() == ["page.ipynb"]
        assert json.loads(archive.read("page.ipynb"))["nbformat"] == 4


def test_the_landing_page_offers_all_of_them(built):
    assert 'href="../notebooks/data-before-models-notebooks.zip" download' in built.html("index")
    folder = built.root / "_build" / "html" / "notebooks"
    with ZipFile(folder / "data-before-models-notebooks.zip") as archive:
        assert archive.namelist() == ["book/page.ipynb"]


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("from myst_nb import glue\nimport os", "import os"),
        ('x = 1  # one\nglue("a", x, display=False)\ny = 2', "x = 1  # one\ny = 2"),
        ('for x in y:\n    glue(f"a-{x}", x)\nz = 1', "z = 1"),
        ('for x in y:\n    z = x\n    glue(f"a-{x}", z)', "for x in y:\n    z = x"),
        ('glue(\n    "a",\n    1,\n)', ""),
        ('if x:\n    glue("a", 1)\nelse:\n    y = 1', "if x:\n    pass\nelse:\n    y = 1"),
        ("%time glue(1)", "%time glue(1)"),
    ],
)
def test_code_without_what_only_the_book_needs(source, left):
    assert standalone(source) == left
    if not source.startswith("%"):
        ast.parse(standalone(source))
