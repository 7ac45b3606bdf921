import nbformat

from bookkit.ledger import judgements
from dataproblems.evidence import Control, Estimate, judge


def test_a_verdict_survives_the_notebook_with_its_rules_in_order():
    gain, null = (Estimate(x, x - 1, x + 1, 10, "10 seeds", "stars") for x in (2.0, 0.0))
    rules = {
        "holds": "gain.low > 0.5",
        "does not hold: the log is thin": "gain.high < 0",
        "does not hold": "gain.high < 0.5",
    }
    control = Control("a world without the effect", gain=null)
    given = judge("N2", rules, control=control, main=("gain", 0.5), gain=gain)
    output = nbformat.v4.new_output("execute_result", data=given._repr_mimebundle_())
    cell = nbformat.v4.new_code_cell("judge(...)", outputs=[output])
    notebook = nbformat.v4.new_notebook(cells=[cell])
    (read,) = judgements(nbformat.reads(nbformat.writes(notebook), as_version=4))
    assert read == given
    assert list(read.rules) == list(rules)
