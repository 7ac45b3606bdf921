import pytest

from bookkit.takeaway.cells import without_cells

CELL = (
    '<div class="cell tag_x docutils container"><div class="cell_input"><pre>1</pre></div>'
    "<svg><!-- </p> --></svg><script>'</div><div>'</script></div>"
)


def test_what_stands_between_cells_stays_as_it_is():
    page = f'<p>a</p><div class="quiz" data-x="a > b">b{CELL}c</div>{CELL}<div>d</div>'
    emptied = CELL.partition(">")[0] + "></div>"
    assert without_cells(page) == page.replace(CELL, emptied)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<p>a</p>",
        '<div class="cellular"><div>a</div></div>',
        "<script>\"<div class='cell'>\"</script>",
        '<div data-class="x" class="supercell cell_output">a</div>',
    ],
)
def test_a_page_without_cells_is_returned(page):
    assert without_cells(page) == page


def test_a_cell_that_does_not_end_is_refused():
    with pytest.raises(ValueError, match="does not end"):
        without_cells('<div class="cell"><div>a</div><p>b</p>')
