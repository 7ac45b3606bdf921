"""A shop whose appeal is known: products and users arrive, slates are shown, stock runs out.

What a policy shows decides what it learns, so the loop between exposure and data is closed, and
because the true probability of every purchase is known, so are regret and the oracle.
Taught in the Amazon chapter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pandas as pd
from scipy.special import expit

from dataproblems.arrays import BoolArray, FloatArray, IntArray, Rng
from dataproblems.contracts import amounts, fractions, real, sizes
from dataproblems.ranking import top_k

WEEKS = 52


class Policy(Protocol):
    """What :func:`simulate` asks of a recommender."""

    def recommend(self, users: IntArray, available: BoolArray) -> IntArray:
        """Return shape (len(users), k): for each user, k different available products."""

    def update(self, users: IntArray, slates: IntArray, rewards: FloatArray) -> None:
        """Learn from what was shown: ``slates`` and ``rewards`` (1 = bought), shape (n, k)."""


@dataclass(frozen=True)
class Marketplace:
    """Products, users and the truth about them.

    Attributes
    ----------
    products
        One row a product: ``category`` and ``brand`` (codes), ``price`` (standardised log
        price), ``margin`` (profit of one sale, in shares of the mean price), ``stock`` (units;
        infinite unless asked for) and ``arrival`` (the round in which it joins the catalogue).
    logit
        Shape (users, products): log-odds that the user buys the product when it is shown.
    interest
        Shape (users, categories): each user's taste for the categories as browsing and
        queries reveal it, which is with noise.
    user_arrival
        Shape (users,): the round of the first visit.
    promoted
        Shape (52, products): which products are promoted in which week of the year.
    uplift
        What a promotion adds to the log-odds.
    """

    products: pd.DataFrame
    logit: FloatArray
    interest: FloatArray
    user_arrival: IntArray
    promoted: BoolArray
    uplift: float

    @property
    def n_users(self) -> int:
        """Number of users who ever arrive."""
        return int(self.logit.shape[0])

    @property
    def n_products(self) -> int:
        """Number of products that ever arrive."""
        return int(self.logit.shape[1])

    def appeal(self, week: int | None = None) -> FloatArray:
        """Probability that each user buys each product when shown it.

        Parameters
        ----------
        week
            With that week's promotions; without any if None.

        Returns
        -------
        numpy.ndarray
            Shape (users, products), in (0, 1).
        """
        lift = 0.0 if week is None else self.uplift * self.promoted[week % WEEKS]
        return np.asarray(expit(self.logit + lift))

    def available(self, week: int) -> BoolArray:
        """Shape (products,): which products have arrived by this week."""
        return self.products["arrival"].to_numpy() <= week

    def features(self) -> FloatArray:
        """Product metadata, shape (products, features): one-hot category and brand, price."""
        codes = self.products[["category", "brand"]].astype("category")
        onehot = pd.get_dummies(codes).to_numpy(dtype=float)
        return np.column_stack([onehot, self.products["price"]])

    def context(self, users: IntArray) -> FloatArray:
        """Describe each pair of user and product by what a shop could know of both.

        Returns
        -------
        numpy.ndarray
            Shape (users, products, features): an intercept, the user's revealed interest in
            the product's category, and the product's metadata.
        """
        match = self.interest[users][:, self.products["category"].to_numpy()]
        metadata = np.broadcast_to(self.features(), (*match.shape, self.features().shape[1]))
        return np.concatenate([np.ones((*match.shape, 1)), match[..., None], metadata], axis=2)


def make_marketplace(
    rng: Rng,
    n_users: int = 200,
    n_products: int = 200,
    n_categories: int = 8,
    n_brands: int = 12,
    purchase_rate: float = 0.05,
    quality_sd: float = 0.8,
    taste_sd: float = 1.0,
    metadata_share: float = 0.6,
    interest_noise: float = 1.0,
    new_share: float = 0.0,
    arrivals_end: int = 20,
    late_users: float = 0.0,
    promoted_share: float = 0.0,
    uplift: float = 0.7,
    stock: float = np.inf,
) -> Marketplace:
    """Draw a shop.

    The log-odds of a purchase are a constant + the product's quality + the user's taste for
    it. Metadata explain ``metadata_share`` of the variance of taste (category, brand and price
    in the ratio 3 : 1 : 1); the rest is private to each pair and can only be learned from
    behaviour, through ten hidden factors.

    Parameters
    ----------
    rng
        Seed or generator of the world.
    n_users, n_products, n_categories, n_brands
        Sizes.
    purchase_rate
        Appeal of a product of average quality to a user of average taste.
    quality_sd, taste_sd
        Standard deviations, in log-odds, of quality and of taste.
    metadata_share
        Share of the variance of taste that metadata explain, 0 to 1.
    interest_noise
        Standard deviation of the noise with which browsing reveals a taste (of variance 1).
    new_share, arrivals_end
        Share of the products that arrive late, evenly over rounds 1 to ``arrivals_end``.
    late_users
        Share of the users who arrive late, over the same rounds.
    promoted_share, uplift
        Share of the products promoted in any week, and what that adds to the log-odds.
    stock
        Units of each product.

    Raises
    ------
    ValueError
        If a share lies outside 0 to 1, a size is not positive, a standard deviation or the stock is
        negative, or a number is not finite (the stock may be infinite).
    """
    fractions(
        metadata_share=metadata_share,
        new_share=new_share,
        late_users=late_users,
        promoted_share=promoted_share,
    )
    if not 0 < real(purchase_rate, "purchase_rate") < 1:
        raise ValueError(f"purchase_rate must lie between 0 and 1; got {purchase_rate}")
    sizes(n_users=n_users, n_products=n_products, n_categories=n_categories)
    sizes(n_brands=n_brands, arrivals_end=arrivals_end)
    amounts(quality_sd=quality_sd, taste_sd=taste_sd, interest_noise=interest_noise)
    real(uplift, "uplift")
    real(stock, "stock", within=(0, np.inf), infinite=True)
    rng = np.random.default_rng(rng)
    category = rng.integers(n_categories, size=n_products)
    brand = rng.integers(n_brands, size=n_products)
    price = rng.normal(size=n_products)
    category_taste = rng.normal(size=(n_users, n_categories))
    brand_taste = rng.normal(size=(n_users, n_brands))
    thrift = rng.normal(size=(n_users, 1))
    by_metadata = (
        np.sqrt(3) * category_taste[:, category] + brand_taste[:, brand] - thrift * price
    ) / np.sqrt(5)
    factors = 10
    private = rng.normal(size=(n_users, factors)) @ rng.normal(size=(factors, n_products))
    taste = (
        np.sqrt(metadata_share) * by_metadata + np.sqrt((1 - metadata_share) / factors) * private
    )
    quality = quality_sd * rng.normal(size=n_products)
    base = np.log(purchase_rate / (1 - purchase_rate))
    products = pd.DataFrame(
        {
            "category": category,
            "brand": brand,
            "price": price,
            "margin": rng.gamma(4.0, 0.25, size=n_products) * np.exp(0.25 * price),
            "stock": float(stock),
            "arrival": _arrivals(rng, n_products, new_share, arrivals_end),
        }
    )
    noise = interest_noise * rng.normal(size=(n_users, n_categories))
    return Marketplace(
        products=products,
        logit=base + quality + taste_sd * taste,
        interest=category_taste + noise,
        user_arrival=_arrivals(rng, n_users, late_users, arrivals_end),
        promoted=rng.random((WEEKS, n_products)) < promoted_share,
        uplift=uplift,
    )


def _arrivals(rng: np.random.Generator, n: int, late_share: float, end: int) -> IntArray:
    arrival = np.zeros(n, dtype=np.int64)
    late = rng.permutation(n)[: round(late_share * n)]
    arrival[late] = 1 + np.arange(late.size) * end // max(late.size, 1)
    return arrival


def linear_retention(floor: float, ceiling: float) -> Callable[[FloatArray], FloatArray]:
    """Return probability of coming back, rising linearly with relevance from floor to ceiling.

    An assumption to state and to vary, not a law: equal bounds make a world in which relevance
    has no effect on who returns.

    Parameters
    ----------
    floor, ceiling
        Probability of returning after a slate of relevance 0 and 1.

    Raises
    ------
    ValueError
        Unless 0 <= floor <= ceiling <= 1.
    """
    fractions(floor=floor, ceiling=ceiling)
    if floor > ceiling:
        raise ValueError(f"need 0 <= floor <= ceiling <= 1; got {floor} and {ceiling}")
    return lambda relevance: floor + (ceiling - floor) * relevance


@dataclass(frozen=True)
class History:
    """What happened in a run of :func:`simulate`, round by round.

    Attributes
    ----------
    exposure
        Shape (rounds, products): times shown.
    purchases
        Shape (rounds, products): units sold.
    lost_sales
        Shape (rounds,): purchases that failed because the stock had run out.
    value
        Shape (rounds,): mean over the visiting users of the *expected* purchases of their
        slate, so that policies can be compared without the noise of the coins.
    best
        Shape (rounds,): the same for the best slates possible; ``best - value`` is the regret.
    relevance
        Shape (rounds, users): value / best of the slate that a user got; NaN if absent.
    visitors
        Shape (rounds,): users who came.
    """

    exposure: IntArray
    purchases: IntArray
    lost_sales: IntArray
    value: FloatArray
    best: FloatArray
    relevance: FloatArray
    visitors: IntArray

    @property
    def regret(self) -> FloatArray:
        """Mean expected purchases per visit short of the best slates; shape (rounds,)."""
        return self.best - self.value


def simulate(
    world: Marketplace,
    policy: Policy,
    rounds: int,
    k: int = 5,
    rng: Rng = 0,
    retention: Callable[[FloatArray], FloatArray] | None = None,
) -> History:
    """Let a policy run the shop: every round, every present user visits and sees one slate.

    A user looks at all k products and buys each independently with its appeal. Where stock is
    short, buyers are served in random order; sold-out products are no longer available.

    Parameters
    ----------
    world
        The shop.
    policy
        Chooses the slates and learns from them.
    rounds
        Number of rounds (weeks).
    k
        Length of a slate.
    rng
        Seed or generator of the visitors' coins. A user's coin for a product in a round does not
        depend on the policy, so two policies are compared on the same luck.
    retention
        Probability of coming back, as a function of the relevance of the last slate; everybody
        comes back if None.

    Raises
    ------
    ValueError
        If there is no round or ``k`` is not positive; if the policy returns slates of the wrong
        shape, repeats a product in a slate or shows
        one that is not available; or if fewer than k products are left.
    """
    sizes(rounds=rounds, k=k)
    rng = np.random.default_rng(rng)
    shape = (rounds, world.n_products)
    exposure, purchases = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    lost, visitors = np.zeros(rounds, dtype=np.int64), np.zeros(rounds, dtype=np.int64)
    value, best = np.full(rounds, np.nan), np.full(rounds, np.nan)
    relevance = np.full((rounds, world.n_users), np.nan)
    stock = world.products["stock"].to_numpy(copy=True)
    arrival = world.products["arrival"].to_numpy()
    plain = world.appeal()
    rows = np.arange(world.n_users)[:, None]
    left = np.zeros(world.n_users, dtype=bool)
    for t in range(rounds):
        coins = rng.random((world.n_users, world.n_products))
        stays = rng.random(world.n_users)
        turn = rng.permutation(world.n_users)
        users = np.flatnonzero((world.user_arrival <= t) & ~left)
        visitors[t] = users.size
        if users.size == 0:
            continue
        available = (arrival <= t) & (stock > 0)
        if available.sum() < k:
            raise ValueError(f"round {t} has {available.sum()} products left; a slate needs {k}")
        slates = np.asarray(policy.recommend(users, available))
        _check(slates, users.size, k, available)
        appeal = (world.appeal(t) if world.promoted[t % WEEKS].any() else plain)[users]
        shown = appeal[rows[: users.size], slates]
        top = np.partition(np.where(available, appeal, 0.0), -k, axis=1)[:, -k:]
        wants = coins[users[:, None], slates] < shown
        sold = _serve(wants, slates, stock, turn[users])
        stock -= np.bincount(slates[sold], minlength=world.n_products)
        policy.update(users, slates, sold.astype(float))
        exposure[t] = np.bincount(slates.ravel(), minlength=world.n_products)
        purchases[t] = np.bincount(slates[sold], minlength=world.n_products)
        lost[t] = (wants & ~sold).sum()
        relevance[t, users] = shown.sum(1) / top.sum(1)
        value[t], best[t] = shown.sum(1).mean(), top.sum(1).mean()
        if retention is not None:
            left[users] = stays[users] >= retention(relevance[t, users])
    return History(exposure, purchases, lost, value, best, relevance, visitors)


def _check(slates: IntArray, n: int, k: int, available: BoolArray) -> None:
    if slates.shape != (n, k):
        raise ValueError(f"the policy must return shape {(n, k)}; got {slates.shape}")
    ordered = np.sort(slates, axis=1)
    if (ordered[:, 1:] == ordered[:, :-1]).any():
        raise ValueError("the policy put a product twice into one slate")
    if not available[slates].all():
        raise ValueError("the policy showed a product that is not available")


def _serve(wants: BoolArray, slates: IntArray, stock: FloatArray, turn: IntArray) -> BoolArray:
    """Serve purchases in the order of the users' turns until each product's stock is used up."""
    rows, slots = np.nonzero(wants)
    products = slates[rows, slots]
    order = np.lexsort((turn[rows], products))
    ordered = products[order]
    first = np.searchsorted(ordered, ordered)
    queue = np.empty(order.size, dtype=np.int64)
    queue[order] = np.arange(order.size) - first
    sold = np.zeros_like(wants)
    served = queue < stock[products]
    sold[rows[served], slots[served]] = True
    return sold


@dataclass
class Oracle:
    """The policy that knows every appeal (promotions aside) and shows the best k.

    Attributes
    ----------
    world
        The shop.
    k
        Length of a slate.
    """

    world: Marketplace
    k: int = 5

    def recommend(self, users: IntArray, available: BoolArray) -> IntArray:
        """Return each user's k most appealing available products."""
        appeal = np.where(available, self.world.logit[users], -np.inf)
        return top_k(appeal, self.k)

    def update(self, *_: Any) -> None:
        """Learn nothing: it knows."""


@dataclass
class ShopWindow:
    """The policy that ranks by a fixed score, or by sales so far, the same for everybody.

    Attributes
    ----------
    sales
        Shape (products,): what to rank by; sales are added to it as they happen.
    k
        Length of a slate.
    """

    sales: FloatArray
    k: int = 5

    def recommend(self, users: IntArray, available: BoolArray) -> IntArray:
        """Return the k best-selling available products, for every user the same."""
        window = top_k(np.where(available, self.sales, -np.inf)[None], self.k)
        return np.repeat(window, users.size, axis=0)

    def update(self, users: IntArray, slates: IntArray, rewards: FloatArray) -> None:
        """Add what was sold."""
        del users
        self.sales = self.sales + np.bincount(
            slates.ravel(), weights=rewards.ravel(), minlength=self.sales.size
        )
