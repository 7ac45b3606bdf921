"""Ads whose true click rates are known, random traffic that logs clicks, and auctions among them.

The chance of a click depends on the ad, on its category, on the device, on the user, and on the
*pair* of category and device. A model that has each of these as a feature, and not their pair,
is right for every category and for every device and wrong for some pairs: the everyday case of
predictions that are calibrated in total and not by slice.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import special

from dataproblems.arrays import FloatArray, Rng
from dataproblems.contracts import amounts, fractions, real, sizes
from dataproblems.simulators.auction import Market

CATEGORIES = ("travel", "games", "insurance", "fashion", "news")
DEVICES = ("desktop", "phone")


@dataclass(frozen=True)
class AdWorld:
    """Ads and the truth about their clicks.

    Attributes
    ----------
    ads
        One row per ad: ``ad`` (its row), ``category`` (position in ``CATEGORIES``),
        ``bid`` (dollars per click, what a click is worth to the advertiser) and ``appeal``
        (log odds of a click beside those of the base).
    pairs
        Shape (n_categories, n_devices): log odds of each pair; rows and columns sum to 0, so
        that they are no effect of the category or of the device alone.
    base
        Log odds of a click of an average ad on a desktop.
    phone
        What a phone adds to the log odds.
    """

    ads: pd.DataFrame
    pairs: FloatArray
    base: float
    phone: float

    def ctr(self, shown: pd.DataFrame) -> FloatArray:
        """Return the true chance of a click of rows with ``ad``, ``device`` and ``activity``."""
        ad, device = shown["ad"].to_numpy(), shown["device"].to_numpy()
        category = self.ads["category"].to_numpy()[ad]
        odds = self.base + self.ads["appeal"].to_numpy()[ad] + self.phone * device
        odds = odds + self.pairs[category, device] + 0.5 * shown["activity"].to_numpy()
        return np.asarray(special.expit(odds))


class Pages(NamedTuple):
    """Auctions with the features of their candidates.

    Attributes
    ----------
    market
        Bids and true click rates; shape (n_auctions, n_ads).
    candidates
        One row per candidate, auction by auction: ``ad``, ``category``, ``device``, ``activity``.
    """

    market: Market
    candidates: pd.DataFrame


def build_ads(
    n_ads: int = 400,
    rng: Rng = 0,
    *,
    base: float = -4.2,
    phone: float = -0.3,
    appeal_spread: float = 0.7,
    pair_spread: float = 0.6,
    bid_spread: float = 0.8,
) -> AdWorld:
    """Make ads with known click rates.

    Parameters
    ----------
    n_ads
        Number of ads.
    rng
        Seed or generator of everything drawn here.
    base, phone
        Log odds of a click of an average ad on a desktop, and what a phone adds.
    appeal_spread
        Standard deviation of the ads' log odds.
    pair_spread
        Size of the log odds that a pair of category and device has of its own, with either
        sign; 0 switches the pairs off.
    bid_spread
        Standard deviation of the log of the bids.

    Raises
    ------
    ValueError
        If there is no ad, a spread is negative, or a number is not finite.
    """
    sizes(n_ads=n_ads)
    amounts(appeal_spread=appeal_spread, pair_spread=pair_spread, bid_spread=bid_spread)
    real(base, "base")
    real(phone, "phone")
    rng = np.random.default_rng(rng)
    category = rng.integers(len(CATEGORIES), size=n_ads)
    sign = rng.permutation(np.resize([1.0, -1.0], len(CATEGORIES) - 1))
    tilt = np.append(sign, 0.0)  # the last category has no pair of its own
    ads = pd.DataFrame(
        {
            "ad": np.arange(n_ads),
            "category": category,
            "bid": rng.lognormal(-(bid_spread**2) / 2, bid_spread, n_ads),
            "appeal": rng.normal(0, appeal_spread, n_ads),
        }
    )
    return AdWorld(ads, pair_spread * np.outer(tilt, [-1.0, 1.0]), base, phone)


def random_traffic(world: AdWorld, n: int, rng: Rng = 0, *, phones: float = 0.5) -> pd.DataFrame:
    """Show random ads to random users, and log who clicks.

    Parameters
    ----------
    world
        From :func:`build_ads`.
    n
        Number of impressions.
    rng
        Seed or generator of everything drawn here.
    phones
        Share of the users who are on a phone.

    Returns
    -------
    pandas.DataFrame
        One row per impression: ``ad``, ``category``, ``device`` (0 desktop, 1 phone),
        ``activity`` (of the user, mean 0, variance 1), ``click`` (0 or 1).

    Raises
    ------
    ValueError
        If there is no impression or ``phones`` is no share.
    """
    sizes(n=n)
    fractions(phones=phones)
    rng = np.random.default_rng(rng)
    shown = _visit(world, rng, n, 1, phones)
    return shown.assign(click=(rng.random(n) < world.ctr(shown)).astype(int))


def build_pages(
    world: AdWorld,
    n_auctions: int,
    n_ads: int = 10,
    rng: Rng = 0,
    *,
    phones: float = 0.5,
    need_spread: float = 0.5,
) -> Pages:
    """Draw auctions: each user meets some of the ads.

    Parameters
    ----------
    world
        From :func:`build_ads`.
    n_auctions, n_ads
        Number of auctions and of ads in each.
    rng
        Seed or generator of everything drawn here.
    phones
        Share of the users who are on a phone.
    need_spread
        Standard deviation of the log of what one click is worth beside the ad's bid: bids that
        follow the user.

    Raises
    ------
    ValueError
        If a size is not positive, ``phones`` is no share or ``need_spread`` is negative.
    """
    sizes(n_auctions=n_auctions, n_ads=n_ads)
    fractions(phones=phones)
    amounts(need_spread=need_spread)
    rng = np.random.default_rng(rng)
    shown = _visit(world, rng, n_auctions, n_ads, phones)
    bid = world.ads["bid"].to_numpy()[shown["ad"]]
    value = bid * rng.lognormal(-(need_spread**2) / 2, need_spread, len(shown))
    shape = (n_auctions, n_ads)
    return Pages(Market(value.reshape(shape), world.ctr(shown).reshape(shape)), shown)


def _visit(
    world: AdWorld, rng: np.random.Generator, n_users: int, n_ads: int, phones: float
) -> pd.DataFrame:
    ad = rng.integers(len(world.ads), size=n_users * n_ads)
    return pd.DataFrame(
        {
            "ad": ad,
            "category": world.ads["category"].to_numpy()[ad],
            "device": np.repeat((rng.random(n_users) < phones).astype(int), n_ads),
            "activity": np.repeat(rng.standard_normal(n_users), n_ads),
        }
    )
