"""A replication uses other seeds, compares with the book's run, and is shown from its record."""

import numpy as np
import pytest
from bs4 import BeautifulSoup

from bookkit.project import Project
from bookkit.replication import record
from dataproblems.evidence import Control, Estimate, Regime, judge, over_seeds

RULES = {"holds": "gain.low > 0", "does not hold": "gain.high < 0"}
PAGE = """\
(why-data)=
# Seeds

```{code-cell} ipython3
import numpy as np
from dataproblems.evidence import Control, Estimate, Regime, judge, over_seeds, seeds

def run(seed, mean):
    return np.random.default_rng(seed).normal(mean, 0.1)

fixed = Estimate(0.5, 0.4, 0.6, 30, "bootstrap over 30 users")
rules = {"holds": "gain.low > 0", "does not hold": "gain.high < 0"}
judge("W1", rules, control=Control("a null", gain=over_seeds([run(s, 0) for s in seeds(8)])),
      regimes=[Regime("on the data alone", rules, gain=fixed)],
      main=("gain", 0), gain=over_seeds([run(s, 1) for s in seeds(8)]))
```
"""


@pytest.fixture
def book(tiny_book):
    (tiny_book.root / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\nchapters:\n- file: book/why-data/index\n"
        "- file: book/replication\n"
    )
    (tiny_book.root / "book" / "why-data").mkdir()
    (tiny_book.root / "book" / "claims.yml").write_text(
        "why-data:\n- {id: W1, where: here, claim: c}\n"
    )
    tiny_book.write("index", "# A tiny book\n\nSee {ref}`why-data`.\n")
    tiny_book.write("replication", "# Again\n\n```{replication}\n```\n")
    tiny_book.write("why-data/index", PAGE, notebook=True)
    return tiny_book


def test_a_replication_runs_on_seeds_of_its_own_and_the_page_shows_it(book):
    assert book.build() == 0
    assert "No run is recorded yet" in book.html("replication")
    assert book.run("replicate") == 0
    (entry,) = record.load(Project(book.root))
    assert (entry.claim, entry.shift, entry.first, entry.again) == (
        "W1",
        1_000_000,
        "holds",
        "holds",
    )
    by_name = {pair.name: pair for pair in entry.estimates}
    shifted = [np.random.default_rng(1_000_000 + s).normal(1, 0.1) for s in range(8)]
    assert by_name["gain"].again == over_seeds(shifted)
    assert by_name["control: gain"].drawn_anew
    assert not by_name["on the data alone: gain"].drawn_anew
    assert book.build() == 0
    page = BeautifulSoup(book.html("replication"), "html.parser")
    text = " ".join(page.select_one("article").get_text().split())
    assert "1 of 1 claims came to the same verdict" in text
    assert "None of 1 controls held" in text
    assert "1 estimates are functions of the data alone" in text
    assert "true of every estimate: none;" in text
    assert page.select_one("table.replication a")["href"].endswith("#claim-W1")


def test_a_second_replication_uses_seeds_that_the_first_did_not(book):
    assert book.run("run", str(book.root / "book/why-data/index.md")) == 0
    assert book.run("replicate") == book.run("replicate") == 0
    (entry,) = record.load(Project(book.root))
    assert entry.shift == 2_000_000


def test_a_page_without_a_claim_is_refused(book, capsys):
    assert book.run("run", str(book.root / "book/why-data/index.md")) == 0
    assert book.run("replicate", str(book.root / "book/index.md")) == 2
    assert "judges no claim" in capsys.readouterr().err


def test_a_page_that_fails_keeps_its_earlier_record(book, capsys):
    failing = PAGE + "\n```{code-cell} ipython3\nassert seeds(1) == [0], 'other seeds'\n```\n"
    book.write("why-data/index", failing, notebook=True)
    assert book.run("run", str(book.root / "book/why-data/index.md")) == 0
    assert book.run("replicate") == 1
    assert "other seeds" in capsys.readouterr().err
    assert record.load(Project(book.root)) == []


def judged(value: float):
    estimate = Estimate(value, value - 0.1, value + 0.1, 5, "5 seeds")
    null = Estimate(0.0, -0.1, 0.1, 5, "5 seeds")
    control = Control("a null", gain=null)
    regimes = [Regime("small", RULES, gain=estimate)]
    return judge("W1", RULES, control=control, regimes=regimes, main=("gain", 0), gain=estimate)


def entry(first: float, again: float) -> record.Replicated:
    return record.compare("page", 1, "abc", "2026", judged(first), judged(again))


def test_a_verdict_that_moved_and_an_estimate_outside_are_seen():
    moved = entry(0.5, 0.05)
    assert not moved.stayed
    assert moved.regimes == {"small": ("holds", "cannot be told from this data")}
    assert [pair.outside for pair in moved.estimates] == [True, True, False]
    assert entry(0.5, 0.55).stayed


@pytest.mark.parametrize(("moved", "same"), [(0.0, True), (1e-13, True), (1e-3, False)])
def test_a_record_matches_the_book_up_to_the_last_digits(moved, same):
    kept, now = entry(0.5, 0.55), judged(0.5 + moved)
    assert kept.matches(now) is same


def test_how_often_luck_alone_leaves_the_interval_is_as_simulated():
    rng = np.random.default_rng(0)
    first, again = (rng.normal(0, 1, (20_000, 5)) for _ in range(2))
    half = 2.776 * first.std(axis=1, ddof=1) / np.sqrt(5)
    outside = np.mean(np.abs(again.mean(axis=1) - first.mean(axis=1)) > half)
    assert entry(0.5, 0.55).estimates[0].chance == pytest.approx(outside, abs=0.01)


def test_a_record_comes_back_as_it_was_kept(book):
    project = Project(book.root)
    record.save(project, [entry(0.5, 0.05)])
    assert record.load(project) == [entry(0.5, 0.05)]
