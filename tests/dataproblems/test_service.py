import numpy as np
import pandas as pd
import pytest

from dataproblems.simulators.service import Calendar, Service, ServiceSettings


def by_match(title: np.ndarray, match: np.ndarray) -> np.ndarray:
    del title
    return match


def run(calendar: Calendar, month: int, seed: int = 0) -> pd.DataFrame:
    return Service(seed, calendar).month(month, by_match)[0]


def test_a_month_repeats_itself() -> None:
    first, quality = Service(3).month(9, by_match)
    again, same = Service(3).month(9, by_match)
    pd.testing.assert_frame_equal(first, again)
    assert quality == same
    assert not first.equals(run(Calendar(), 9, seed=4))


def test_months_may_be_drawn_in_any_order() -> None:
    service = Service(0)
    later = service.month(5, by_match)[1]
    service.month(1, by_match)
    assert service.month(5, by_match)[1] == later


def test_the_log_of_a_quiet_month_is_whole() -> None:
    settings = ServiceSettings(sessions=50)
    log, _ = Service(0, Calendar.quiet(), settings).month(2, by_match)
    assert len(log) == 50 * settings.slots
    assert log["event_id"].is_unique
    assert log.groupby("visitor")["position"].apply(list).map(lambda p: p == [1, 2, 3, 4, 5]).all()
    assert len(log[["visitor", "platform"]].drop_duplicates()) == 50
    assert (log["seconds"] >= 0).all()


def test_what_is_shown_is_what_scores_highest() -> None:
    offered: dict[str, np.ndarray] = {}

    def score(_title: np.ndarray, match: np.ndarray) -> np.ndarray:
        offered["best"] = np.sort(match, axis=1)[:, ::-1][:, :5]
        return match

    log, _ = Service(0, Calendar.quiet()).month(0, score)
    np.testing.assert_allclose(log["match"].to_numpy().reshape(-1, 5), offered["best"])


def test_quality_is_judged_against_the_all_knowing() -> None:
    service = Service(0, Calendar.quiet())
    rng = np.random.default_rng(0)
    blind = service.month(3, lambda _title, match: rng.random(match.shape))[1]
    informed = service.month(3, by_match)[1]
    backwards = service.month(3, lambda _title, match: -match)[1]
    assert 0 < backwards < blind < informed < 1


def test_knowing_all_reaches_one() -> None:
    service = Service(1, Calendar.quiet())
    truth = {}
    enjoyment = service._enjoyment

    def remembered(month, title, taste):  # type: ignore[no-untyped-def]
        truth["enjoy"] = enjoyment(month, title, taste)
        return truth["enjoy"]

    service._enjoyment = remembered  # type: ignore[method-assign]
    assert service.month(4, lambda _title, _match: truth["enjoy"])[1] == pytest.approx(1)


def test_titles_arrive() -> None:
    service = Service(0, Calendar.quiet(), ServiceSettings(titles=40, arrivals=5))
    for month in (0, 1, 12):
        log, _ = service.month(month, by_match)
        assert (service.titles["arrival"].iloc[log["title"]] <= month).all()
    assert (service.titles["arrival"] == 12).sum() == 5
    assert (service.titles["arrival"] == 0).sum() == 40


def test_retries_repeat_tv_plays_and_nothing_else() -> None:
    clean = run(Calendar.quiet(), 3)
    dirty = run(Calendar(retries=3, milliseconds=None, new_taste=None, bots=None), 3)
    pd.testing.assert_frame_equal(
        dirty.drop_duplicates("event_id").reset_index(drop=True), clean, check_like=True
    )
    times = dirty.groupby("event_id").size().reindex(clean["event_id"]).to_numpy()
    tv_play = ((clean["platform"] == "tv") & (clean["seconds"] > 0)).to_numpy()
    assert set(times[tv_play]) == {2, 3, 4}
    assert (times[~tv_play] == 1).all()


def test_only_the_phone_changes_its_unit() -> None:
    clean = run(Calendar.quiet(), 4)
    dirty = run(Calendar(retries=None, milliseconds=4, new_taste=None, bots=None), 4)
    factor = np.where(clean["platform"] == "phone", 1000, 1)
    np.testing.assert_allclose(dirty["seconds"], clean["seconds"] * factor)


def test_bots_are_extra_rows_that_are_always_played() -> None:
    calendar = Calendar(retries=None, milliseconds=None, new_taste=None, bots=1)
    clean, dirty = run(Calendar.quiet(), 1), run(calendar, 1)
    extra = dirty.iloc[len(clean) :]
    settings = ServiceSettings()
    assert len(extra) == settings.n_bots * settings.bot_views
    assert (extra["seconds"] > 600).all()
    assert extra["title"].nunique() <= 6
    assert not set(extra["visitor"]) & set(clean["visitor"])
    assert dirty["event_id"].is_unique


def test_a_new_taste_changes_what_is_enjoyed_not_what_is_shown() -> None:
    calendar = Calendar(retries=None, milliseconds=None, new_taste=6, bots=None)
    for month, same in ((5, True), (6, False)):
        before, after = run(Calendar.quiet(), month), run(calendar, month)
        assert (before["title"] == after["title"]).all()
        assert before["seconds"].equals(after["seconds"]) is same


def test_faults_wait_for_their_month() -> None:
    for month in range(2):
        pd.testing.assert_frame_equal(run(Calendar(), month), run(Calendar.quiet(), month))


def test_enjoyed_titles_are_watched_longer() -> None:
    log = pd.concat([run(Calendar.quiet(), month) for month in range(4)])
    played = log.loc[log["seconds"] > 0, "seconds"]
    between = played.between(250, 350).mean()
    assert between < 0.02  # the two kinds of plays are apart, so that a cut at 300 tells them
    assert 0.1 < (played < 300).mean() < 0.9
