"""Clicks on ads whose conversions come late: rates that drift, delays that differ by campaign.

Each campaign has a rate of conversions per click that moves from day to day, and a mean time from
the click to the conversion. Delays follow Weibull's law, of which the exponential is the case of
shape 1; below 1 there are more conversions at once *and* more that come very late.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from dataproblems.arrays import FloatArray, IntArray, Rng
from dataproblems.contracts import amounts, fractions, real, sizes


@dataclass(frozen=True)
class ConversionWorld:
    """Campaigns, and the truth about their conversions.

    Attributes
    ----------
    rate
        Shape (n_days, n_campaigns): chance that a click of that day converts, ever.
    mean_delay
        Shape (n_campaigns,): mean days from the click to the conversion, of clicks that convert.
    shape
        Shape of Weibull's law of the delays; 1 is the exponential.
    start
        Shape (n_campaigns,): first day on which the campaign is shown.
    """

    rate: FloatArray
    mean_delay: FloatArray
    shape: float
    start: IntArray

    def arrived(self, days: FloatArray | float) -> FloatArray:
        """Return the share of each campaign's conversions that come within so many days."""
        scale = self.mean_delay / special.gamma(1 + 1 / self.shape)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(scale > 0, -np.expm1(-((days / scale) ** self.shape)), 1.0)


def build_campaigns(
    n_campaigns: int = 30,
    n_days: int = 60,
    rng: Rng = 0,
    *,
    base: float = -2.2,
    appeal_spread: float = 0.6,
    drift: float = 0.4,
    memory: float = 14.0,
    mean_delay: float = 4.0,
    delay_spread: float = 0.8,
    shape: float = 1.0,
    new: float = 0.0,
    age: int = 4,
) -> ConversionWorld:
    """Make campaigns with known rates and delays.

    Parameters
    ----------
    n_campaigns, n_days
        Number of campaigns, and of days for which rates are drawn.
    rng
        Seed or generator of everything drawn here.
    base, appeal_spread
        Mean of the campaigns' log odds of a conversion, and their standard deviation.
    drift, memory
        Standard deviation of what moves in the log odds, and the days after which its
        autocorrelation has fallen to 1/e.
    mean_delay
        Mean days to a conversion of a campaign in the middle; 0 for a world without delay.
    delay_spread
        Standard deviation of the log of the campaigns' mean delays; 0 if all are alike.
    shape
        Of Weibull's law of the delays.
    new, age
        Share of the campaigns that are new, and how many days before the end they begin; at most
        as many as the world has.

    Raises
    ------
    ValueError
        If a size, ``memory`` or ``shape`` is not positive, a spread is negative, ``new`` is no
        share, or a number is not finite.
    """
    sizes(n_campaigns=n_campaigns, n_days=n_days, age=age)
    amounts(
        appeal_spread=appeal_spread, drift=drift, mean_delay=mean_delay, delay_spread=delay_spread
    )
    real(base, "base")
    real(memory, "memory", above=0)
    real(shape, "shape", above=0)
    fractions(new=new)
    rng = np.random.default_rng(rng)
    appeal = rng.normal(0, appeal_spread, n_campaigns)
    slow = rng.normal(0, delay_spread, n_campaigns)
    steps = rng.standard_normal((n_days, n_campaigns))
    kept = np.exp(-1 / memory)
    moved = np.empty_like(steps)
    moved[0] = steps[0]
    for day in range(1, n_days):
        moved[day] = kept * moved[day - 1] + np.sqrt(1 - kept**2) * steps[day]
    is_new = rng.permutation(n_campaigns) < round(new * n_campaigns)
    return ConversionWorld(
        rate=np.asarray(special.expit(base + appeal + drift * moved)),
        mean_delay=mean_delay * np.exp(slow),
        shape=float(shape),
        start=np.where(is_new, max(n_days - age, 0), 0),
    )


def draw_clicks(
    world: ConversionWorld, per_day: float = 600, rng: Rng = 0, *, growth: float = 0.0
) -> pd.DataFrame:
    """Draw every click of the world with the conversion that it will have.

    Parameters
    ----------
    world
        From :func:`build_campaigns`.
    per_day
        Expected clicks on the last day, if all campaigns are shown; each has an equal share.
    rng
        Seed or generator of everything drawn here.
    growth
        By what share the traffic grows from one day to the next; negative if it shrinks.

    Returns
    -------
    pandas.DataFrame
        One row per click, by time: ``campaign``, ``clicked`` (days since the world's beginning,
        with fractions) and ``delay`` (days to its conversion, infinite where none will come).

    Raises
    ------
    ValueError
        If ``per_day`` is not positive, or ``growth`` not above -1.
    """
    real(per_day, "per_day", above=0)
    real(growth, "growth", above=-1)
    rng = np.random.default_rng(rng)
    n_days, n_campaigns = world.rate.shape
    days = np.arange(n_days)
    expected = per_day / n_campaigns * (1 + growth) ** (days - n_days + 1.0)
    shown = days[:, None] >= world.start
    n = rng.poisson(expected[:, None] * shown).ravel()
    day = np.repeat(np.repeat(days, n_campaigns), n)
    campaign = np.repeat(np.tile(np.arange(n_campaigns), n_days), n)
    clicked = day + rng.random(len(day))
    comes = rng.random(len(day)) < world.rate[day, campaign]
    scale = world.mean_delay[campaign] / special.gamma(1 + 1 / world.shape)
    delay = np.where(comes, scale * rng.weibull(world.shape, len(day)), np.inf)
    table = pd.DataFrame({"campaign": campaign, "clicked": clicked, "delay": delay})
    return table.sort_values("clicked", ignore_index=True)
