PAGE = """\
(page)=
# A page

```{{code-cell}} ipython3
---
mystnb:
{options}
---
from dataproblems.plotting import INK, use_theme
import matplotlib.pyplot as plt
use_theme()
fig, ax = plt.subplots()
ax.plot([1, 2, 3], label="rise");
```
"""
DESCRIBED = """\
  image:
    alt: A line rises from "one" to three.
  figure:
    caption: It rises.
    name: fig-page-rise"""


def test_a_figure_is_inline_labelled_and_in_the_pages_colour(tiny_book):
    tiny_book.write("page", PAGE.format(options=DESCRIBED), notebook=True)
    assert tiny_book.build() == 0
    html = tiny_book.html("page")
    assert html.count("<svg") == 1
    assert 'aria-label="A line rises from &quot;one&quot; to three."' in html
    assert "#24292f" not in html
    assert "currentColor" in html
    assert not list((tiny_book.root / "_build" / "html").rglob("_images/*.svg"))


def test_a_figure_without_alternative_text_or_caption_fails(tiny_book, capsys):
    tiny_book.write("page", PAGE.format(options="  code_prompt_show: Show"), notebook=True)
    for _ in range(2):
        assert tiny_book.build() == 1
        told = capsys.readouterr().err
        assert "no alternative text" in told
        assert "no caption" in told
