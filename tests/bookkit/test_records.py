import nbformat

from bookkit.ledger import judgements
from dataproblems.evidence import Estimate, judge


def test_a_verdict_survives_the_notebook_with_its_rules_in_order():
    gain = Estimate(2.0, 1.0, 3.0, 10, "10 seeds", "stars")
    rules = {"holds when the log is dense": "gain.low > 0.5", "holds": "gain.low > 0"}
    given = judge("N2", rules, gain=gain)
    output = nbformat.v4.new_output("execute_result", data=given._repr_mimebundle_())
    cell = nbformat.v4.new_code_cell("judge(...)", outputs=[output])
    notebook = nbformat.v4.new_notebook(cells=[cell])
    (read,) = judgements(nbformat.reads(nbformat.writes(notebook), as_version=4))
    assert read == given
    assert list(read.rules) == list(rules)
