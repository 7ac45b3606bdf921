import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dataproblems.evidence import (
    CLAIM_MIMETYPE,
    UNDECIDED,
    Estimate,
    bootstrap,
    judge,
    over_seeds,
    satisfies,
)

GAIN = Estimate(0.03, 0.01, 0.05, 10, "10 seeds", "NDCG@10")
ZERO = Estimate(0.0, -0.01, 0.01, 10, "10 seeds")


class TestEstimate:
    def test_formats_value_and_interval(self):
        assert f"{GAIN:.2f}" == "0.03 (0.01 to 0.05)"
        assert str(GAIN) == "0.03 (0.01 to 0.05)"

    @pytest.mark.parametrize("values", [(np.nan, 0, 1), (0, -np.inf, 1), (2, 0, 1)])
    def test_refuses_what_is_no_interval_around_a_value(self, values):
        with pytest.raises(ValueError, match=r"finite|interval"):
            Estimate(*values, 3, "3 seeds")


class TestOverSeeds:
    def test_is_students_interval(self):
        values = [1.0, 2.0, 4.0]
        estimate = over_seeds(values, "ms", "folds")
        low, high = stats.t.interval(0.95, 2, np.mean(values), stats.sem(values))
        assert (estimate.value, estimate.low, estimate.high) == pytest.approx((7 / 3, low, high))
        assert (estimate.spread, estimate.n, estimate.unit) == ("3 folds", 3, "ms")

    def test_covers_the_truth_about_95_times_in_100(self):
        rng = np.random.default_rng(0)
        runs = [over_seeds(rng.normal(3, 2, 5)) for _ in range(1000)]
        covered = np.mean([run.low <= 3 <= run.high for run in runs])
        assert covered == pytest.approx(0.95, abs=0.02)

    @pytest.mark.parametrize("values", [[1.0], [[1.0, 2.0]], [1.0, np.nan]])
    def test_refuses_what_has_no_spread(self, values):
        with pytest.raises(ValueError, match=r"two results|finite"):
            over_seeds(values)


class TestBootstrap:
    def test_of_a_mean_agrees_with_the_normal_interval(self):
        values = np.random.default_rng(1).normal(5, 2, 400)
        estimate = bootstrap(values, of="users")
        half = 1.96 * values.std() / 20
        assert estimate.low == pytest.approx(values.mean() - half, abs=0.03)
        assert estimate.high == pytest.approx(values.mean() + half, abs=0.03)
        assert estimate.spread == "bootstrap over 400 users"

    def test_resamples_whole_rows(self):
        pairs = np.column_stack([np.arange(50.0), 2 * np.arange(50.0)])
        ratio = bootstrap(pairs, lambda x: x[:, 1].sum() / x[:, 0].sum(), n_resamples=100)
        assert (ratio.low, ratio.high) == (2, 2)

    def test_the_same_seed_gives_the_same_interval(self):
        values = np.arange(30.0)
        assert bootstrap(values, seed=4) == bootstrap(values, seed=4)
        assert bootstrap(values, seed=4) != bootstrap(values, seed=5)

    def test_refuses_a_single_row(self):
        with pytest.raises(ValueError, match="at least two users"):
            bootstrap([1.0], of="users")


class TestJudge:
    RULES = {  # noqa: RUF012 a constant of the tests
        "holds": "gain.low > 0",
        "holds when data is rich": "gain.value > 0",
        "does not hold": "gain.high < 0",
    }

    @pytest.mark.parametrize(
        ("bounds", "verdict"),
        [
            ((0.03, 0.01, 0.05), "holds"),
            ((0.03, -0.01, 0.07), "holds when data is rich"),
            ((-0.03, -0.05, -0.01), "does not hold"),
            ((-0.01, -0.03, 0.02), UNDECIDED),
        ],
    )
    def test_gives_the_first_verdict_whose_rule_is_met(self, bounds, verdict):
        assert judge("N5", self.RULES, gain=Estimate(*bounds, 5, "5 seeds")).verdict == verdict

    def test_carries_the_record_in_its_output(self):
        bundle = judge("N5", self.RULES, gain=GAIN)._repr_mimebundle_()
        record = bundle[CLAIM_MIMETYPE]
        assert record["claim"] == "N5"
        assert dict(record["rules"]) == self.RULES
        assert record["estimates"]["gain"]["low"] == 0.01
        assert bundle["text/plain"] == "N5: holds"

    def test_the_box_escapes_and_names_the_kind(self):
        rules = {"holds when a < b": "gain.low > 0"}
        box = judge("N5", rules, gain=GAIN)._repr_mimebundle_()["text/html"]
        assert "claim-holds-when" in box
        assert "holds when a &lt; b" in box
        assert "a < b" not in box

    def test_refuses_a_verdict_the_ledger_does_not_know(self):
        with pytest.raises(ValueError, match="must start with"):
            judge("N5", {"proved": "gain.low > 0"}, gain=GAIN)

    def test_refuses_to_judge_by_nothing(self):
        with pytest.raises(ValueError, match="no estimate"):
            judge("N5", self.RULES)

    def test_checks_every_rule_also_those_after_the_first_that_holds(self):
        with pytest.raises(ValueError, match="names 'loss'"):
            judge("N5", {"holds": "gain.low > 0", "does not hold": "loss.low > 0"}, gain=GAIN)


class TestSatisfies:
    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            ("gain.low > 0 and gain.value > 2 * zero.high", True),
            ("gain.low > 0 and gain.value < 2 * zero.high", False),
            ("gain.low > 1 or not gain.high < 0", True),
            ("zero.low <= 0 <= zero.high", True),
            ("0 < zero.low < 1", False),
            ("gain.high - gain.low < 0.05", True),
            ("gain.value / zero.high >= 3", True),
            ("-gain.value + 1 > 0.9", True),
        ],
    )
    def test_arithmetic_and_logic(self, rule, expected):
        assert satisfies(rule, {"gain": GAIN, "zero": ZERO}) is expected

    @pytest.mark.parametrize(
        "rule",
        [
            "gain.low",
            "gain.low >",
            "gain > 0",
            "gain.n > 0",
            "len(gain) > 0",
            "True",
            "gain.low == 0",
            "__import__('os').system('true') > 0",
            "'a' < 'b'",
        ],
    )
    def test_refuses_all_else(self, rule):
        with pytest.raises(ValueError, match="rule"):
            satisfies(rule, {"gain": GAIN})

    @given(st.floats(-1, 1), st.floats(-1, 1))
    def test_compares_like_python(self, a, b):
        estimates = {"a": Estimate(a, a, a, 2, ""), "b": Estimate(b, b, b, 2, "")}
        assert satisfies("a.value < b.value", estimates) is (a < b)
