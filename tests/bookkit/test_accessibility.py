import pytest

from bookkit.site.accessibility import mended


@pytest.mark.parametrize(
    ("defect", "remedy"),
    [
        ("<tr><th></th><th>a</th></tr>", "<tr><td></td><th>a</th></tr>"),
        ('<th class="head text-left"><p></p></th>', "<td></td>"),
        ('<div role="list" class="citation-list">', '<div class="citation-list">'),
        (
            '<div class="citation" id="id3" role="doc-biblioentry">',
            '<div class="citation" id="id3">',
        ),
    ],
)
def test_known_defects_are_mended_and_nothing_else(defect, remedy):
    around = "<p>An ordinary &lt;th&gt; paragraph</p>"
    assert mended(around + defect) == around + remedy


def test_the_sidebar_is_a_named_landmark():
    assert 'role="region" aria-label=' in mended('<div id="pst-primary-sidebar" class="x">')
