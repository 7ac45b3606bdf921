import numpy as np
import pandas as pd
import pytest

from dataproblems.simulators.streaming import GENRES, START, build_service, watch


@pytest.fixture(scope="module")
def service():
    return build_service(400, 400, rng=1)


@pytest.fixture(scope="module")
def log(service):
    return watch(service, rng=1)


def taste_of(service, events):
    return service.taste[events["user_id"], events["title_id"]]


class TestService:
    def test_taste_is_standardised_and_repeats_with_the_seed(self, service):
        assert service.taste.mean() == pytest.approx(0, abs=1e-12)
        assert service.taste.std() == pytest.approx(1)
        assert (build_service(400, 400, rng=1).taste == service.taste).all()
        assert (build_service(400, 400, rng=2).taste != service.taste).any()

    def test_equal_shares_all_count(self):
        service = build_service(300, 300, genre_share=0.25, director_share=0.25, quality_share=0.25)
        quality = service.taste.mean(axis=0)
        assert quality.var() > 0.2

    @pytest.mark.parametrize("share", [0.0, 0.9])
    def test_genres_explain_the_share_of_taste_that_was_asked_for(self, share):
        service = build_service(300, 600, genre_share=share, director_share=0, quality_share=0)
        X = service.genres / np.sqrt(service.genres.sum(axis=1, keepdims=True))
        fitted = X @ np.linalg.lstsq(X, service.taste.T, rcond=None)[0]
        # twelve free slopes explain 12 / 600 of pure noise
        assert fitted.var() == pytest.approx(share, abs=0.04)

    def test_age_tells_of_liking_only_if_asked_to(self):
        def between(age_share):
            service = build_service(
                2000, 100, genre_share=1, director_share=0, quality_share=0, age_share=age_share
            )
            groups = service.users["age_group"].to_numpy()
            means = [service.taste[groups == g].mean(axis=0) for g in np.unique(groups)]
            return np.var(means, axis=0).mean()

        assert between(0.6) > 10 * between(0.0)

    def test_no_skew_shows_all_titles_alike(self):
        assert build_service(10, 50, popularity_skew=0).appeal.std() == 0

    def test_activity_has_the_mean_that_was_asked_for(self):
        assert build_service(20_000, 2, activity_mean=3).activity.mean() == pytest.approx(
            3, rel=0.05
        )

    def test_shares_above_one_are_refused(self):
        with pytest.raises(ValueError, match="at most 1"):
            build_service(10, 10, genre_share=0.8, director_share=0.3)

    def test_liked_marks_the_top_of_every_viewer(self, service):
        liked = service.liked(0.1)
        assert (liked.sum(axis=1) == 40).all()
        assert service.taste[0][liked[0]].min() > service.taste[0][~liked[0]].max()

    def test_taking_up_a_genre_moves_only_these_viewers_and_titles(self, service):
        changed = service.take_up_genre(np.array([3]), "Horror", gain=1.5)
        horror = service.genres[:, GENRES.index("Horror")] > 0
        difference = changed.taste - service.taste
        assert difference[3][horror] == pytest.approx(np.full(horror.sum(), 1.5))
        assert not difference[3][~horror].any()
        assert not np.delete(difference, 3, axis=0).any()
        with pytest.raises(ValueError, match="no genre 'Polka'"):
            service.take_up_genre(np.array([3]), "Polka")


class TestLog:
    def test_events_are_sorted_and_lie_within_the_days(self, log):
        times = log.events["timestamp"]
        assert times.is_monotonic_increasing
        assert times.min() >= START
        assert times.max() < START + pd.Timedelta(days=90)

    def test_nobody_meets_a_title_twice(self, log):
        assert not log.events.duplicated(["user_id", "title_id"]).any()

    def test_minutes_are_the_share_of_the_runtime(self, service, log):
        runtime = service.titles["runtime"].to_numpy()[log.events["title_id"]]
        expected = (log.events["fraction"] * runtime).round(1)
        assert np.allclose(log.events["minutes"], expected)
        assert log.events["fraction"].between(0, 1).all()

    def test_a_skip_has_no_minutes_and_no_stars(self, log):
        skips = log.events[log.events["kind"] == "skip"]
        assert skips["minutes"].max() == 0
        assert skips["rating"].isna().all()

    def test_viewers_play_and_finish_what_they_enjoy(self, service, log):
        events, taste = log.events, taste_of(service, log.events)
        play = (events["kind"] == "play").to_numpy()
        chosen = play & ~log.accidental
        assert taste[chosen].mean() > taste[~play].mean() + 0.5
        assert np.corrcoef(taste[chosen], events["fraction"][chosen])[0, 1] > 0.4

    def test_an_accident_says_nothing_of_taste_and_gets_no_stars(self, service, log):
        accidents = log.events[log.accidental]
        assert (accidents["kind"] == "play").all()
        assert accidents["rating"].isna().all()
        assert abs(np.corrcoef(taste_of(service, accidents), accidents["fraction"])[0, 1]) < 0.1

    def test_doses_of_zero_switch_things_off(self, service):
        log = watch(service, rng=2, accidental_share=0, rater_share=0)
        assert not log.accidental.any()
        assert log.events["rating"].isna().all()

    def test_without_search_and_pickiness_taste_leaves_no_trace_in_plays(self):
        service = build_service(400, 400, rng=1, quality_share=0)
        log = watch(service, rng=1, search=0, pickiness=0)
        taste = taste_of(service, log.events)
        play = (log.events["kind"] == "play").to_numpy()
        assert taste[play].mean() == pytest.approx(taste[~play].mean(), abs=0.05)
        assert taste.mean() == pytest.approx(0, abs=0.1)

    def test_only_some_viewers_rate_and_not_at_random(self, service, log):
        rated = log.events["rating"].notna().to_numpy()
        assert log.events.loc[rated, "user_id"].nunique() < 0.25 * 400
        chosen = (log.events["kind"] == "play").to_numpy() & ~log.accidental
        taste = np.abs(taste_of(service, log.events))
        assert taste[rated].mean() > taste[chosen].mean() + 0.1

    def test_genres_keep_to_their_hours(self, service):
        def night_share(strength, genre):
            events = watch(service, rng=3, context_strength=strength).events
            of_genre = service.genres[events["title_id"], GENRES.index(genre)] > 0
            return (events["timestamp"].dt.hour[of_genre].isin([22, 23, 0, 1, 2])).mean()

        assert night_share(1.0, "Horror") > 2 * night_share(1.0, "Family")
        assert night_share(0.0, "Horror") == pytest.approx(night_share(0.0, "Family"), abs=0.05)

    def test_no_title_is_met_before_its_release(self):
        service = build_service(300, 300, rng=0, share_released_later=0.5)
        events = watch(service).events
        released = service.titles["released"].to_numpy()[events["title_id"]]
        day = (events["timestamp"] - START) / pd.Timedelta(days=1)
        assert (service.titles["released"] > 0).mean() == pytest.approx(0.5, abs=0.1)
        assert (day >= released).all()

    def test_a_later_log_starts_where_it_should_and_knows_its_titles(self):
        service = build_service(300, 300, rng=0, share_released_later=0.5)
        events = watch(service, days=30, start_day=30).events
        assert events["timestamp"].min() >= START + pd.Timedelta(days=30)
        assert events["timestamp"].max() < START + pd.Timedelta(days=60)
        assert service.titles["released"].to_numpy()[events["title_id"]].max() < 60
