"""The reference of the helpers: complete, and linked with the pages in both directions."""

import re
from pathlib import Path

from bookkit.site.helpers import documented, find_uses

ROOT = Path(__file__).parents[2]
INSIDE = {
    "dataproblems.arrays",  # names of types
    "dataproblems.contracts",  # the checks at the others' doors
    "dataproblems.checks",  # for the tests of exercises
    "dataproblems.interactive",  # draws figures
}


def test_every_module_is_in_the_reference():
    src = ROOT / "src"
    modules = {
        ".".join(path.relative_to(src).with_suffix("").parts).removesuffix(".__init__")
        for path in (src / "dataproblems").rglob("*.py")
        if "data" not in path.parts
    }
    packages = {"dataproblems", "dataproblems.simulators"}
    parts = {m for m in modules if m.startswith("dataproblems.evidence.")}
    assert documented(ROOT) == modules - packages - parts - INSIDE


def test_pages_that_show_a_helper_teach_it_and_others_use_it():
    uses = find_uses(ROOT)
    ndcg = "dataproblems.ranking.ndcg_at_k"
    assert uses.taught[ndcg], "no page shows its source"
    assert len(uses.used[ndcg]) >= 5
    assert not set(uses.taught[ndcg]) & set(uses.used[ndcg])
    assert ndcg in uses.by_page["book/netflix/ranking"]


def test_the_site_links_both_ways(site):
    entry = (site / "book" / "api" / "ranking.html").read_text("utf-8")
    block = entry[entry.index('id="dataproblems.ranking.ndcg_at_k"') :].split('<dl class="py ')[0]
    assert re.search(r'Used on.*href="\.\./netflix/ranking\.html', block, re.DOTALL)
    page = (site / "book" / "netflix" / "ranking.html").read_text("utf-8")
    assert 'href="../api/ranking.html#dataproblems.ranking.ndcg_at_k"' in page
