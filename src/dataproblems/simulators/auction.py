"""An advertising auction with predicted and true click-through rates.

Ads are ranked by bid x *predicted* click-through rate and pay, per click, the least with which
they would have kept their place: the generalised second-price auction (Edelman, Ostrovsky &
Schwarz, 2007; Varian, 2007). What a click is worth depends on the *true* rate, so errors of
the prediction misplace ads and misprice clicks, and here both can be counted in dollars.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from dataproblems.arrays import FloatArray, IntArray, Rng
from dataproblems.contracts import amounts, chances, fractions, real, reals, sizes


class Market(NamedTuple):
    """Ads that compete for the same searches.

    Attributes
    ----------
    value
        Shape (n_auctions, n_ads): what a click is worth to the advertiser, in dollars. In this
        market bids equal values.
    ctr
        Same shape: the true chance of a click in the first slot.
    """

    value: FloatArray
    ctr: FloatArray


class Outcome(NamedTuple):
    """What an auction decided; expected amounts under the true click-through rates.

    Attributes
    ----------
    winner
        Shape (n_auctions, n_slots): position of the ad in each slot, -1 for an empty slot.
    price
        Same shape: dollars a click; 0 for an empty slot.
    welfare
        Shape (n_auctions,): expected value of the clicks, in dollars.
    revenue
        Shape (n_auctions,): expected payments, in dollars.
    clicks
        Shape (n_auctions,): expected clicks.
    predicted_clicks
        Shape (n_auctions,): the clicks that the predictions promised; their sum divided by
        that of ``clicks`` is 1 if the predictions of the *shown* ads are calibrated.
    """

    winner: IntArray
    price: FloatArray
    welfare: FloatArray
    revenue: FloatArray
    clicks: FloatArray
    predicted_clicks: FloatArray


def build_market(
    n_auctions: int = 20_000,
    n_ads: int = 10,
    rng: Rng = 0,
    *,
    mean_ctr: float = 0.02,
    ctr_skew: float = 0.8,
    mean_value: float = 1.0,
    value_skew: float = 0.8,
) -> Market:
    """Draw auctions with log-normal values and click-through rates.

    Parameters
    ----------
    n_auctions, n_ads
        Number of auctions and of ads in each.
    rng
        Seed or generator of everything drawn here.
    mean_ctr
        Mean chance of a click in the first slot.
    mean_value
        Mean value of a click, in dollars.
    ctr_skew, value_skew
        Standard deviations of the logs.

    Raises
    ------
    ValueError
        If a size or mean is not positive, ``mean_ctr`` exceeds 1, or a skew is negative.
    """
    sizes(n_auctions=n_auctions, n_ads=n_ads)
    real(mean_ctr, "mean_ctr", above=0, within=(0, 1))
    real(mean_value, "mean_value", above=0)
    amounts(ctr_skew=ctr_skew, value_skew=value_skew)
    rng = np.random.default_rng(rng)
    shape = (n_auctions, n_ads)
    ctr = rng.lognormal(np.log(mean_ctr) - ctr_skew**2 / 2, ctr_skew, shape)
    value = rng.lognormal(np.log(mean_value) - value_skew**2 / 2, value_skew, shape)
    return Market(value, np.minimum(ctr, 1.0))


def corrupt(predicted: ArrayLike, share: float, factor: float, rng: Rng = 0) -> FloatArray:
    """Multiply a random share of the predictions by a factor, as one bad feature value does.

    Parameters
    ----------
    predicted
        Predicted click-through rates, any shape.
    share
        Share of the predictions that are hit, 0-1.
    factor
        What they are multiplied by; the result is kept at 1 or below.
    rng
        Seed or generator of which are hit.

    Raises
    ------
    ValueError
        If a prediction or ``share`` lies outside of [0, 1], or ``factor`` is not positive.
    """
    fractions(share=share)
    real(factor, "factor", above=0)
    p = chances(predicted, "predicted").copy()
    hit = np.random.default_rng(rng).random(p.shape) < share
    p[hit] = np.minimum(p[hit] * factor, 1.0)
    return p


def run_auctions(
    market: Market,
    predicted: ArrayLike | None = None,
    *,
    slots: tuple[float, ...] = (1.0,),
    reserve: float = 0.0,
) -> Outcome:
    """Run every auction with the given predictions.

    Parameters
    ----------
    market
        From :func:`build_market`.
    predicted
        Shape (n_auctions, n_ads): predicted click-through rates, above 0; by default the truth.
    slots
        Click-through rate of each slot relative to the first, falling.
    reserve
        Least bid x predicted rate, in dollars a showing, with which an ad is shown.

    Raises
    ------
    ValueError
        If shapes disagree, a prediction is not positive and finite, the slots rise, leave [0, 1] or
        outnumber the ads, or ``reserve`` is negative.
    """
    given = market.ctr if predicted is None else predicted
    p = reals(given, "predicted", shape=market.ctr.shape, above=0)
    effect = chances(slots, "slots", shape=(None,))
    if not 1 <= len(effect) <= p.shape[1] or (np.diff(effect) > 0).any():
        raise ValueError("slots must fall, and not outnumber the ads")
    real(reserve, "reserve", within=(0, np.inf), infinite=True)
    score = market.value * p
    score[score < reserve] = -np.inf
    # One more than the slots: the first ad that is not shown sets the last price.
    n_ranked = min(len(effect) + 1, p.shape[1])
    ranked = np.argpartition(-score, n_ranked - 1, axis=1)[:, :n_ranked]
    ranked_score = np.take_along_axis(score, ranked, axis=1)
    order = np.argsort(-ranked_score, axis=1, kind="stable")
    winner = np.take_along_axis(ranked, order, axis=1)[:, : len(effect)]
    following = np.full((len(p), len(effect)), -np.inf)
    below = np.take_along_axis(ranked_score, order, axis=1)[:, 1:]
    following[:, : below.shape[1]] = below
    shown = np.take_along_axis(score, winner, axis=1) > -np.inf

    def of_winners(table: FloatArray) -> FloatArray:
        return np.where(shown, np.take_along_axis(table, winner, axis=1), 0.0)

    promised = of_winners(p)
    price = np.divide(
        np.maximum(following, reserve), promised, out=np.zeros_like(promised), where=shown
    )
    clicks = of_winners(market.ctr) * effect
    return Outcome(
        winner=np.where(shown, winner, -1),
        price=price,
        welfare=(clicks * of_winners(market.value)).sum(axis=1),
        revenue=(clicks * price).sum(axis=1),
        clicks=clicks.sum(axis=1),
        predicted_clicks=(promised * effect).sum(axis=1),
    )
