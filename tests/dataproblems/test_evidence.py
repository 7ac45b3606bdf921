import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dataproblems.evidence import (
    CLAIM_MIMETYPE,
    SEED_SHIFT,
    UNDECIDED,
    Control,
    Estimate,
    Judgement,
    Regime,
    bootstrap,
    enough,
    judge,
    over_seeds,
    proportion,
    reachable,
    satisfies,
    seeds,
    verdict_of,
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
        assert bootstrap(values, rng=4) == bootstrap(values, rng=4)
        assert bootstrap(values, rng=4) != bootstrap(values, rng=5)

    @pytest.mark.parametrize("n", [2, 37, 5000])
    def test_means_drawn_together_are_those_of_single_draws(self, n):
        values = np.random.default_rng(n).normal(size=n)
        one_by_one = bootstrap(values, lambda x: np.mean(x), n_resamples=50)
        assert bootstrap(values, n_resamples=50) == one_by_one

    def test_refuses_a_single_row(self):
        with pytest.raises(ValueError, match="at least two users"):
            bootstrap([1.0], of="users")


def plain(rules, gain=GAIN, **others):
    """Judge with the control and the line that most tests share."""
    null = Control("a world without the effect", gain=ZERO)
    return judge("N5", rules, control=null, main=("gain", 0), gain=gain, **others)


class TestJudge:
    RULES = {  # noqa: RUF012 a constant of the tests
        "holds": "gain.low > 0",
        "does not hold: it harms": "gain.high < -0.01",
        "does not hold": "gain.high < 0",
    }

    @pytest.mark.parametrize(
        ("bounds", "verdict"),
        [
            ((0.03, 0.01, 0.05), "holds"),
            ((-0.03, -0.05, -0.02), "does not hold: it harms"),
            ((-0.03, -0.05, -0.005), "does not hold"),
            ((-0.01, -0.03, 0.02), UNDECIDED),
        ],
    )
    def test_gives_the_first_verdict_whose_rule_is_met(self, bounds, verdict):
        assert plain(self.RULES, Estimate(*bounds, 5, "5 seeds")).verdict == verdict

    def test_carries_the_record_in_its_output(self):
        bundle = plain(self.RULES)._repr_mimebundle_()
        record = bundle[CLAIM_MIMETYPE]
        assert record["claim"] == "N5"
        assert dict(record["rules"]) == self.RULES
        assert record["estimates"]["gain"]["low"] == 0.01
        assert bundle["text/plain"] == "N5: holds"

    def test_the_box_escapes_and_names_the_kind(self):
        rules = {"holds": "gain.low > 0.04", "does not hold: a < b": "gain.low < 0.04"}
        null = Control("noise", gain=ZERO)
        judged = judge("N5", rules, control=null, main=("gain", 0.04), gain=GAIN)
        box = judged._repr_mimebundle_()["text/html"]
        assert "claim-does-not-hold" in box
        assert "does not hold: a &lt; b" in box
        assert "a < b" not in box

    @pytest.mark.parametrize("verdict", ["proved", "holds when data is rich"])
    def test_refuses_a_verdict_the_ledger_does_not_know(self, verdict):
        with pytest.raises(ValueError, match="by regimes"):
            plain({**self.RULES, verdict: "gain.value > 0"})

    def test_refuses_to_judge_by_nothing(self):
        with pytest.raises(ValueError, match="no estimate"):
            judge("N5", self.RULES, control=Control("noise"), main=("gain", 0))

    def test_refuses_to_judge_without_a_control(self):
        with pytest.raises(TypeError, match="control"):
            judge("N5", self.RULES, main=("gain", 0), gain=GAIN)

    def test_checks_every_rule_also_those_after_the_first_that_holds(self):
        with pytest.raises(ValueError, match="names 'loss'"):
            plain({"holds": "gain.low > 0", "does not hold": "loss.low > 0"})


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


class TestSeeds:
    def test_counts_from_the_first(self):
        assert seeds(3, first=5) == [5, 6, 7]

    def test_a_replication_uses_others(self, monkeypatch):
        monkeypatch.setenv(SEED_SHIFT, "1000")
        assert not set(seeds(100)) & set(range(100))
        assert seeds(2, first=5) == [1005, 1006]

    @pytest.mark.parametrize(("n", "first", "shift"), [(0, 0, "0"), (1, -1, "0"), (1, 0, "x")])
    def test_refuses_what_gives_no_seeds(self, n, first, shift, monkeypatch):
        monkeypatch.setenv(SEED_SHIFT, shift)
        with pytest.raises(ValueError, match=r"n must|first must|whole number"):
            seeds(n, first)


class TestProportion:
    @given(st.integers(1, 400), st.data())
    def test_is_the_exact_interval_and_never_leaves_0_to_1_or_has_no_width(self, n, data):
        k = data.draw(st.integers(0, n))
        share = proportion(k, n)
        assert 0 <= share.low <= share.value == k / n <= share.high <= 1
        assert share.low < share.high
        if 0 < k < n:
            assert stats.binom.sf(k - 1, n, share.low) == pytest.approx(0.025, rel=1e-6)
            assert stats.binom.cdf(k, n, share.high) == pytest.approx(0.025, rel=1e-6)

    @pytest.mark.parametrize(("k", "n"), [(1, 0), (-1, 3), (4, 3), (0.5, 3)])
    def test_refuses_what_is_no_share(self, k, n):
        with pytest.raises(ValueError, match="whole numbers"):
            proportion(k, n)


class TestReachable:
    @pytest.mark.parametrize(
        "rule",
        [
            "gain.low > 0.01",
            "gain.high < -300",
            "gain.low > 0 and zero.high < gain.low and zero.low > 1000",
            "gain.value / zero.value > 3 and zero.value > 2",
            "gain.low > 0.001 and gain.high < 0.002 and not zero.low < 7",
            "0 < gain.low < 0.0001 and zero.value > 100 * gain.value",
            " and ".join(f"x{i}.low > 0.0{i}" for i in range(1, 9)),
        ],
    )
    def test_finds_data_that_meet_a_rule(self, rule):
        estimates = {"gain": GAIN, "zero": ZERO} | {f"x{i}": GAIN for i in range(1, 9)}
        assert reachable([rule], [], estimates)

    @pytest.mark.parametrize(
        ("meet", "fail"),
        [
            (["gain.low > gain.high"], []),
            (["gain.low > 0 and gain.high < 0"], []),
            (["share.low > 1"], []),
            (["share.high < 0.2"], ["share.value < 0.9"]),
            (["gain.low > 1"], ["gain.value > 0.5"]),
        ],
    )
    def test_gives_up_on_what_no_data_can_meet(self, meet, fail):
        assert not reachable(meet, fail, {"gain": GAIN, "share": proportion(3, 9)})


RULES = {"holds": "gain.low > 0.02", "does not hold": "gain.high < 0.02"}
NULL = Control("a world without the effect", gain=ZERO)
MAIN = ("gain", 0.02)


def planted(effect: float, seed: int, n: int = 8) -> Judgement:
    """Judge whether an effect exceeds 0.02, in noise that has an effect planted."""
    rng = np.random.default_rng(seed)
    measured, control = (over_seeds(rng.normal(mean, 0.05, n), "NDCG@10") for mean in (effect, 0.0))
    return judge("N1", RULES, control=Control("noise", gain=control), main=MAIN, gain=measured)


class TestVerdictsCanFail:
    def test_a_planted_effect_holds_and_its_control_does_not(self):
        judged = planted(0.3, seed=0)
        assert judged.verdict == "holds"
        assert judged.control.verdict != "holds"

    def test_a_planted_false_claim_does_not_hold(self):
        assert planted(-0.3, seed=0).verdict == "does not hold"

    def test_a_planted_null_does_not_hold_or_cannot_be_told_in_95_of_100_seeds(self):
        verdicts = [planted(0.0, seed).verdict for seed in range(100)]
        assert sum(verdict in (UNDECIDED, "does not hold") for verdict in verdicts) >= 95

    def test_an_effect_on_the_line_itself_is_passed_in_about_2_of_100(self):
        held = np.mean([verdict_of(RULES, {"gain": on_line(seed)}) == "holds"
                        for seed in range(1000)])  # fmt: skip
        assert held == pytest.approx(0.025, abs=0.015)

    @pytest.mark.parametrize(
        ("rules", "message"),
        [
            ({"holds": "gain.low > 0.02"}, "one for 'does not hold'"),
            ({"does not hold": "gain.high < 0"}, "a rule for 'holds'"),
            (RULES | {"holds when dense": "gain.low > 0"}, "by regimes"),
            ({"holds": "gain.low <= gain.high", "does not hold": "gain.high < 0"}, "could come"),
            ({"holds": "gain.low > 0", "does not hold": "gain.low > 3"}, "could come out as 'does"),
            ({"holds": "gain.low > gain.high", "does not hold": "gain.high < 0"}, "as 'holds'"),
        ],
    )
    def test_rules_that_could_not_come_out_otherwise_are_refused(self, rules, message):
        with pytest.raises(ValueError, match=message):
            judge("N1", rules, control=NULL, main=MAIN, gain=GAIN)
        with pytest.raises(ValueError, match=message):
            Regime("small", rules, gain=GAIN)

    def test_a_share_above_one_is_no_way_to_hold(self):
        share = proportion(3, 9)
        with pytest.raises(ValueError, match="could come out as 'holds'"):
            judge(
                "N1",
                {"holds": "share.low > 1", "does not hold": "share.high < 1"},
                control=Control("noise", share=share),
                main=("share", 1),
                share=share,
            )


def on_line(seed: int) -> Estimate:
    return over_seeds(np.random.default_rng(seed).normal(0.02, 0.05, 8))


class TestControlAndRegimes:
    def test_a_control_that_holds_is_recorded_as_it_came_out(self):
        control = Control("a world that was meant to have no effect", gain=GAIN)
        rules = {"holds": "gain.low > 0", "does not hold": "gain.high < 0"}
        judged = judge("N1", rules, control=control, main=("gain", 0), gain=GAIN)
        assert judged.control.verdict == "holds"

    def test_a_control_without_the_rules_estimate_is_refused(self):
        with pytest.raises(ValueError, match="control lacks the estimates gain"):
            judge("N1", RULES, control=Control("noise", zero=ZERO), main=MAIN, gain=GAIN)

    @pytest.mark.parametrize(("main", "message"), [(("loss", 0), "names"), (("gain", 0.6), "turn")])
    def test_main_is_an_estimate_and_the_threshold_of_its_rule(self, main, message):
        rules = {"holds": "gain.low > 0.5", "does not hold": "gain.high < 0.5"}
        with pytest.raises(ValueError, match=message):
            judge("N1", rules, control=NULL, main=main, gain=GAIN)

    @pytest.mark.parametrize(
        ("holds", "fails", "side"),
        [
            ("gain.low > 0.02", "gain.high < 0.02", "above"),
            ("gain.high < 0.02", "gain.low > 0.02", "below"),
        ],
    )
    def test_the_side_on_which_the_claim_holds_follows_from_the_rule(self, holds, fails, side):
        rules = {"holds": holds, "does not hold": fails}
        judged = judge("N1", rules, control=NULL, main=MAIN, gain=GAIN)
        assert (judged.main.side, judged.main.scale) == (side, 0.02)

    def test_a_threshold_of_zero_is_drawn_in_half_widths(self):
        rules = {"holds": "gain.low > 0", "does not hold": "gain.high < 0"}
        judged = judge("N1", rules, control=NULL, main=("gain", 0), gain=GAIN)
        assert judged.main.scale == pytest.approx(0.02)

    def test_depends_needs_a_regime_that_holds_and_one_that_measurably_does_not(self):
        low = Estimate(-0.05, -0.06, -0.04, 10, "10 seeds")
        unsure = Estimate(0.02, -0.1, 0.1, 10, "10 seeds")
        rich = Regime("rich data", {"holds": "g.low > 0", "does not hold": "g.high < 0"},
                      main=("g", 0), g=GAIN)  # fmt: skip

        def with_other(other):
            poor = Regime("poor data", RULES, gain=other)
            return judge("N1", RULES, control=NULL, regimes=[rich, poor], main=MAIN, gain=unsure)

        judged = with_other(low)
        assert judged.verdict == UNDECIDED
        assert [regime.verdict for regime in judged.regimes] == ["holds", "does not hold"]
        assert judged.depends
        assert not with_other(unsure).depends

    def test_the_box_shows_control_regimes_and_rules(self):
        regime = Regime("with <3% of the ratings", RULES, gain=GAIN)
        judged = judge("N1", RULES, control=NULL, regimes=[regime], main=MAIN, gain=GAIN)
        box = judged._repr_mimebundle_()["text/html"]
        assert "in a world without the effect the same rules say: " in box
        assert "with &lt;3% of the ratings: " in box
        assert box.count("<div") == box.count("</div>") == 1
        assert box.count("<details>") == box.count("</details>") == 2

    def test_the_record_gives_the_judgement_back(self):
        share = proportion(3, 9)
        regime = Regime("small", RULES, gain=GAIN)
        judged = judge("N1", RULES, control=NULL, regimes=[regime], main=MAIN, gain=GAIN, s=share)
        read = Judgement.from_json(json.loads(json.dumps(judged.to_json(), sort_keys=True)))
        assert read == judged


@pytest.mark.parametrize(
    ("interval", "needed"),
    [
        ((0.1, -0.1, 0.3), 40),  # half-width 0.2 is twice the value: four times the ten seeds
        ((0.1, 0.05, 0.15), None),
        ((0.0, -0.1, 0.1), None),
    ],
)
def test_how_much_data_would_tell(interval, needed):
    assert enough(Estimate(*interval, 10, "10 seeds")) == needed
