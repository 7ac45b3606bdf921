import json

import altair as alt
import nbformat
import pytest
from bs4 import BeautifulSoup

from bookkit.site.charts import VEGA_LITE, chart_html, library
from dataproblems.interactive import use_interactive_figures
from dataproblems.plotting import INK


@pytest.fixture
def chart():
    use_interactive_figures()
    rows = [{"x": x, "y": x * k, "k": k, "name": "</script>"} for x in range(3) for k in range(3)]
    slider = alt.binding_range(min=0, max=2, step=1, name="Slope")
    k = alt.param(name="k", value=1, bind=slider)
    lines = alt.Chart(alt.Data(values=rows)).mark_line().encode(x="x:Q", y="y:Q", detail="name:N")
    return lines.transform_filter("datum.k == k").add_params(k).properties(width=300)


@pytest.fixture
def markup(chart):
    html = chart_html(chart.to_dict(), 'Lines & "slopes"')
    return BeautifulSoup(html, "html.parser")


def program(markup):
    return json.loads(markup.select_one(".chart-program").string)


def test_a_chart_becomes_an_output_that_notebooks_accept(chart):
    data, _ = chart._repr_mimebundle_(), None
    data = data[0] if isinstance(data, tuple) else data
    (mimetype,) = (name for name in data if VEGA_LITE.fullmatch(name))
    output = nbformat.v4.new_output("display_data", data=data)
    cell = nbformat.v4.new_code_cell(outputs=[output])
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))
    assert "http" not in data["text/plain"]
    assert data[mimetype]["params"][0]["name"] == "k"


def test_it_is_compiled_and_drawn(markup):
    assert "vega-lite" not in program(markup)["$schema"]
    assert {"input": "range", "name": "Slope"}.items() <= program(markup)["signals"][0][
        "bind"
    ].items()
    drawing = markup.select_one(".chart-fallback svg[role=img]")
    assert drawing["aria-label"] == 'Lines & "slopes"'
    assert markup.select_one(".chart")["aria-label"] == 'Lines & "slopes"'


def test_it_takes_the_pages_colours(markup):
    assert INK not in str(markup)
    assert program(markup)["config"]["axis"]["labelColor"] == "currentColor"


def test_a_charts_own_choices_win(chart):
    own = chart.configure_axis(labelColor="#123456").to_dict()
    config = program(BeautifulSoup(chart_html(own, "x"), "html.parser"))["config"]
    assert config["axis"]["labelColor"] == "#123456"
    assert config["axis"]["titleColor"] == "currentColor"


def test_text_in_the_data_cannot_end_the_script(markup):
    values = program(markup)["data"][0]["values"]
    assert values[0]["name"] == "</script>"


def test_the_library_is_one_function_with_the_two_names_that_are_needed():
    script = library()
    assert script.startswith("(() => {")
    assert script.rstrip().endswith("})();")
    assert "window.vega={View:" in script.replace(" ", "")
    assert "import " not in script[-300:]


@pytest.mark.parametrize("missing", ["alt", "caption"])
def test_a_chart_without_words_fails_the_build(tiny_book, capsys, missing):
    options = {
        "alt": "  image:\n    alt: A line.\n",
        "caption": "  figure:\n    caption: It rises.\n",
    }
    del options[missing]
    tiny_book.write(
        "page",
        "(page)=\n# A page\n\n```{code-cell} ipython3\n---\nmystnb:\n"
        + "".join(options.values())
        + "---\nimport altair as alt\n"
        "from dataproblems.interactive import use_interactive_figures\n"
        "use_interactive_figures()\n"
        "alt.Chart(alt.Data(values=[{'x': 1}])).mark_point().encode(x='x:Q')\n```\n",
        notebook=True,
    )
    assert tiny_book.build() == 1
    assert "an interactive figure needs" in capsys.readouterr().err
