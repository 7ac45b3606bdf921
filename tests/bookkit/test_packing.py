import re
import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FIRST = """<html><head>
<link rel="stylesheet" href="../_static/styles/theme.css?digest=1" />
<link href="../_static/styles/pydata-sphinx-theme.css?digest=1" rel="stylesheet" />
<script src="../_static/scripts/fontawesome.js?digest=1"></script>
<script src="../_static/a.js?v=1"></script>
<script src="../_static/b.js?v=1"></script>
<script defer="defer" src="../_static/mathjax/startup.js"></script>
<script>inline()</script>
</head><body><i class="fa-solid fa-sun"></i></body></html>"""


@pytest.fixture
def packed(tmp_path):
    import pydata_sphinx_theme

    from bookkit.site.packing import pack

    static = tmp_path / "_static"
    theme = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme" / "static"
    shutil.copytree(theme, static)
    (static / "basic.css").write_text("p { color: red }")
    (static / "a.js").write_text("var a = 1")
    (static / "b.js").write_text("var b = a\n//# sourceMappingURL=b.js.map")
    (tmp_path / "book").mkdir()
    page = tmp_path / "book" / "page.html"
    page.write_text(FIRST)
    pack(tmp_path)
    return page


def test_one_stylesheet_and_one_script_in_the_old_order(packed):
    html = packed.read_text()
    (style,) = re.findall(r'<link[^>]*stylesheet[^>]*href="([^"]+)"', html)
    scripts = re.findall(r'<script[^>]*src="([^"]+)"', html)
    assert len(scripts) == 2
    assert scripts[1].endswith("mathjax/startup.js"), "a deferred script is left alone"
    code = (packed.parent / scripts[0]).read_text()
    assert code.index("var a") < code.index("var b")
    assert "sourceMappingURL" not in code
    css = (packed.parent / style).read_text()
    assert css.index("color: red") < css.index("--pst-"), "an import stands where it was imported"
    assert "@import" not in css


def test_only_the_icons_in_use_remain_and_every_address_leads_to_a_file(packed):
    static = packed.parents[1] / "_static"
    (style,) = static.glob("site.*.css")
    css = style.read_text()
    assert ".fa-sun:before" in css
    assert ".fa-hockey-puck:before" not in css
    for address in re.findall(r'url\("([^"]+)"\)', css):
        if "fontawesome" in address:
            assert (static / address).is_file(), address
    font = TTFont(static / "vendor" / "fontawesome" / "webfonts" / "fa-solid-900.woff")
    assert 0xF185 in font.getBestCmap(), "the sun"
    assert len(font.getBestCmap()) < 100
    assert not (static / "scripts" / "fontawesome.js").exists()
