"""Explore on purpose, within a budget, and judge a new policy from an old policy's log.

Policies share one protocol: ``recommend(users, available)`` returns slates, shape (users, k);
``update(users, slates, rewards)`` learns from them; ``bounds(users, slates)`` says how sure
the policy is. Taught in the Amazon chapter: exploration, feedback loops, hygiene of off-policy
estimates.
"""

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from dataproblems.arrays import BoolArray, FloatArray, IntArray, Rng
from dataproblems.contracts import chances, distributions, positions, real, reals, whole
from dataproblems.evidence import Estimate
from dataproblems.ranking import top_k

Bounds = tuple[FloatArray, FloatArray]


class _ArmCounts:
    """Beta posterior of each product's purchase rate; the same for every user."""

    def __init__(
        self, n_products: int, k: int = 5, prior: tuple[float, float] = (1.0, 19.0), rng: Rng = 0
    ) -> None:
        self.k = whole(k, "k", least=1, most=whole(n_products, "n_products", least=1))
        reals(prior, "prior", shape=(2,), above=0)
        self.bought = np.full(n_products, float(prior[0]))
        self.refused = np.full(n_products, float(prior[1]))
        self.rng = np.random.default_rng(rng)

    @property
    def mean(self) -> FloatArray:
        """Shape (products,): posterior mean of the purchase rate."""
        return np.asarray(self.bought / (self.bought + self.refused))

    def exploit(self, users: IntArray, available: BoolArray) -> IntArray:
        """Return the slates of highest posterior mean, shape (users, k)."""
        best = top_k(np.where(available, self.mean, -np.inf)[None], self.k)
        return np.repeat(best, users.size, axis=0)

    def update(self, users: IntArray, slates: IntArray, rewards: FloatArray) -> None:
        """Count purchases and refusals; ``slates`` and ``rewards`` have shape (users, k).

        Raises
        ------
        ValueError
            If a reward is not a share from 0 to 1: a Beta posterior counts purchases, not units.
        """
        del users
        n = self.bought.size
        rewards = chances(rewards, "rewards", mend="this posterior counts purchases, not units")
        slates = positions(slates, "slates", n)
        if slates.shape != rewards.shape:
            raise ValueError(f"slates of shape {slates.shape} got rewards {rewards.shape}")
        self.bought += np.bincount(slates.ravel(), weights=rewards.ravel(), minlength=n)
        self.refused += np.bincount(slates.ravel(), weights=1 - rewards.ravel(), minlength=n)

    def bounds(self, users: IntArray, slates: IntArray) -> Bounds:
        """Return 95% bounds of the purchase rate of each shown product, for the average user."""
        del users
        low, high = np.asarray(
            special.betaincinv(self.bought, self.refused, [[0.025], [0.975]]), dtype=np.float64
        )
        return low[slates], high[slates]


class EpsilonGreedy(_ArmCounts):
    """Show what sells best, but fill each slot at random with probability epsilon.

    Parameters
    ----------
    n_products, k
        Size of the catalogue and of a slate.
    epsilon
        Probability that a slot explores; 0 is the greedy policy.
    prior
        Beta prior of a purchase rate, as (purchases, refusals) imagined beforehand.
    rng
        Seed or generator of the exploration.

    Raises
    ------
    ValueError
        If epsilon is not a probability or the slate does not fit the catalogue.
    """

    def __init__(self, n_products: int, epsilon: float, **options: Any) -> None:
        real(epsilon, "epsilon", within=(0, 1))
        super().__init__(n_products, **options)
        self.epsilon = epsilon

    def recommend(self, users: IntArray, available: BoolArray) -> IntArray:
        """Return slates, shape (users, k): greedy, with random products in some slots."""
        slates = self.exploit(users, available)
        explore = self.rng.random(slates.shape) < self.epsilon
        pool = np.flatnonzero(available)
        if pool.size < 2 * self.k or not explore.any():
            return slates
        # k random products a user that are not in the greedy slate, which all users share
        others = np.setdiff1d(pool, slates[0])
        keys = self.rng.random((users.size, others.size))
        random = others[np.argpartition(keys, self.k - 1, axis=1)[:, : self.k]]
        return np.where(explore, random, slates)


class ThompsonSampling(_ArmCounts):
    """Show each product as often as it is likely to be among the best (Thompson, 1933).

    Every user gets the top k of one draw from the Beta posteriors.

    Parameters
    ----------
    n_products, k
        Size of the catalogue and of a slate.
    prior
        Beta prior of a purchase rate, as (purchases, refusals) imagined beforehand.
    rng
        Seed or generator of the draws.
    """

    def recommend(self, users: IntArray, available: BoolArray) -> IntArray:
        """Return slates, shape (users, k): the best of one posterior draw a user."""
        draws = self.rng.beta(self.bought, self.refused, size=(users.size, self.bought.size))
        return top_k(np.where(available, draws, -np.inf), self.k)


class LinUCB:
    """Optimism on a linear model of user and product (Li et al., 2010).

    Expected reward = x . theta, shared by all pairs; theta by ridge regression. The score adds
    ``alpha`` standard errors to the estimate, so what is unknown gets shown until it is known.

    Parameters
    ----------
    context
        Function of an array of users that returns features of shape (users, products, d).
    k
        Length of a slate.
    alpha
        Width of the optimism, in units of the norm of x under the inverse Gram matrix.
    ridge
        Strength of the regularization, in imagined observations of each feature.

    Raises
    ------
    ValueError
        If alpha is negative or ridge is not positive.
    """

    def __init__(
        self,
        context: Callable[[IntArray], FloatArray],
        k: int = 5,
        alpha: float = 0.5,
        ridge: float = 1.0,
    ) -> None:
        real(alpha, "alpha", within=(0, np.inf))
        real(ridge, "ridge", above=0)
        self.context, self.k, self.alpha = context, whole(k, "k", least=1), alpha
        d = context(np.array([0])).shape[-1]
        self.gram, self.moment = ridge * np.eye(d), np.zeros(d)

    def scores(self, users: IntArray, alpha: float | None = None) -> FloatArray:
        """Return estimate + alpha standard errors, shape (users, products)."""
        alpha = self.alpha if alpha is None else alpha
        x = self.context(users)
        estimate = x @ np.linalg.solve(self.gram, self.moment)
        return np.asarray(estimate + alpha * self._width(x) if alpha else estimate)

    def recommend(self, users: IntArray, available: BoolArray) -> IntArray:
        """Return the slates of highest optimistic score, shape (users, k)."""
        return top_k(np.where(available, self.scores(users), -np.inf), self.k)

    def exploit(self, users: IntArray, available: BoolArray) -> IntArray:
        """Return the slates of highest estimate, shape (users, k)."""
        return top_k(np.where(available, self.scores(users, alpha=0), -np.inf), self.k)

    def update(self, users: IntArray, slates: IntArray, rewards: FloatArray) -> None:
        """Add the shown pairs to the regression; shapes (users, k).

        Raises
        ------
        ValueError
            If a reward is not finite.
        """
        rewards = reals(rewards, "rewards", shape=slates.shape)
        x = np.take_along_axis(self.context(users), slates[..., None], axis=1)
        x = x.reshape(-1, x.shape[-1])
        self.gram = self.gram + x.T @ x
        self.moment = self.moment + x.T @ rewards.ravel()

    def bounds(self, users: IntArray, slates: IntArray) -> Bounds:
        """Return estimate -+ alpha standard errors of each shown pair, cut to [0, 1]."""
        x = np.take_along_axis(self.context(users), slates[..., None], axis=1)
        estimate, width = x @ np.linalg.solve(self.gram, self.moment), self.alpha * self._width(x)
        return np.clip(estimate - width, 0, 1), np.clip(estimate + width, 0, 1)

    def _width(self, x: FloatArray) -> FloatArray:
        variance = np.einsum("...i,...i->...", x @ np.linalg.inv(self.gram), x)
        return np.asarray(np.sqrt(variance))


class Explorer(Protocol):
    """A policy that can also show its best guess and say how sure it is."""

    def recommend(self, users: IntArray, available: BoolArray) -> IntArray:
        """Return exploring slates."""

    def exploit(self, users: IntArray, available: BoolArray) -> IntArray:
        """Return the slates of the best guess."""

    def update(self, users: IntArray, slates: IntArray, rewards: FloatArray) -> None:
        """Learn from what was shown."""

    def bounds(self, users: IntArray, slates: IntArray) -> Bounds:
        """Return lower and upper bounds of the expected rewards of the shown pairs."""


class Budgeted:
    """Explore on a user only while the worst that it may have cost fits the user's budget.

    The charge for an exploring slate is the most that it can lose: upper bounds of the best
    guess's slots minus lower bounds of the exploring slots, over the slots that differ. A user
    whose budget cannot pay the charge gets the best guess. If the bounds are true, no user's
    expected loss against the best guess ever exceeds the budget. In the spirit of conservative
    bandits (Wu et al., 2016).

    Parameters
    ----------
    explorer
        The policy to restrain.
    n_users
        Number of users.
    budget
        What exploration may cost each user in total, in rewards (purchases).
    bounds
        Function of users and slates that returns bounds of the expected rewards; the explorer's
        own if None. Pass bounds that hold for each user to promise something to each user.

    Raises
    ------
    ValueError
        If the budget is negative.
    """

    def __init__(
        self,
        explorer: Explorer,
        n_users: int,
        budget: float,
        bounds: Callable[[IntArray, IntArray], Bounds] | None = None,
    ) -> None:
        real(budget, "budget", within=(0, np.inf), infinite=True)
        self.explorer, self.budget = explorer, budget
        self.bounds = bounds or explorer.bounds
        self.spent = np.zeros(n_users)

    def recommend(self, users: IntArray, available: BoolArray) -> IntArray:
        """Return exploring slates where the budget allows, the best guess elsewhere."""
        safe = self.explorer.exploit(users, available)
        bold = self.explorer.recommend(users, available)
        charge = self.charge(users, safe, bold)
        allowed = self.spent[users] + charge <= self.budget
        self.spent[users] += np.where(allowed, charge, 0.0)
        return np.where(allowed[:, None], bold, safe)

    def charge(self, users: IntArray, safe: IntArray, bold: IntArray) -> FloatArray:
        """Return the most that each bold slate can lose against the safe one, shape (users,)."""
        _, upper = self.bounds(users, safe)
        lower, _ = self.bounds(users, bold)
        dropped = ~(safe[:, :, None] == bold[:, None, :]).any(axis=2)
        added = ~(bold[:, :, None] == safe[:, None, :]).any(axis=2)
        worst = (upper * dropped).sum(axis=1) - (lower * added).sum(axis=1)
        return np.asarray(np.maximum(worst, 0.0))

    def update(self, users: IntArray, slates: IntArray, rewards: FloatArray) -> None:
        """Let the explorer learn from every slate, safe or bold."""
        self.explorer.update(users, slates, rewards)


def softmax_probabilities(
    scores: ArrayLike, available: ArrayLike, temperature: float
) -> FloatArray:
    """Choice probabilities of a randomised policy whose propensities are known exactly.

    Parameters
    ----------
    scores
        Shape (..., products).
    available
        Shape (..., products): what may be chosen; the others get probability 0.
    temperature
        In units of the scores: near 0 is greedy, large is uniform.

    Returns
    -------
    numpy.ndarray
        Shape of ``scores``; sums to 1 over the last axis.

    Raises
    ------
    ValueError
        If the temperature is not positive, nothing is available, or what is available has a score
        that is NaN or infinite.
    """
    real(temperature, "temperature", above=0)
    s = reals(scores, "scores", missing=True, infinite=True)
    flags = np.asarray(available, dtype=bool)
    if s.ndim == 0 or flags.shape not in (s.shape, s.shape[-1:]):
        raise ValueError(
            f"available must have the shape of scores, {s.shape}, or of its rows; got {flags.shape}"
        )
    allowed = np.broadcast_to(flags, s.shape)
    if not allowed.any(axis=-1).all():
        raise ValueError("available leaves no product to choose from")
    reals(s[allowed], "scores", mend="take what must not be chosen out of available")
    z = np.where(allowed, s - np.where(allowed, s, -np.inf).max(axis=-1, keepdims=True), -np.inf)
    z = z / temperature
    weight = np.exp(z - z.max(axis=-1, keepdims=True))
    probabilities: FloatArray = weight / weight.sum(axis=-1, keepdims=True)
    return probabilities


def sample(probabilities: ArrayLike, rng: Rng) -> tuple[IntArray, FloatArray]:
    """Draw one choice a row and return it with its propensity, which belongs in the log.

    Parameters
    ----------
    probabilities
        Shape (rows, choices); each row sums to 1.
    rng
        Seed or generator of the draws.

    Returns
    -------
    tuple
        Choices and the probabilities with which they were made, each of shape (rows,).

    Raises
    ------
    ValueError
        If a row holds anything but probabilities that sum to 1.
    """
    p = distributions(probabilities, "probabilities", shape=(None, None))
    cumulative = np.cumsum(p, axis=1)
    threshold = np.random.default_rng(rng).random((len(p), 1)) * cumulative[:, -1:]
    choice = (cumulative <= threshold).sum(axis=1)
    return choice, np.take_along_axis(p, choice[:, None], axis=1)[:, 0]


def ips(
    rewards: ArrayLike, target: ArrayLike, logging: ArrayLike, clip: float = np.inf
) -> Estimate:
    """Inverse-propensity estimate of a target policy's value (Horvitz & Thompson, 1952).

    Unbiased if the propensities are right and every choice of the target had a chance.

    Parameters
    ----------
    rewards
        Shape (n,): the reward of each logged row.
    target, logging
        Shape (n,): probability of the logged choice under the policy to judge and under the
        policy that made the log.
    clip
        Largest weight allowed: less variance, and a bias towards too small a value.

    Returns
    -------
    Estimate
        Mean of w * reward with its normal 95% interval. It is too narrow when a handful of
        rows carries the weight: read it with
        :func:`~dataproblems.evidence.effective_sample_size`.

    Raises
    ------
    ValueError
        If the shapes differ, there are fewer than two rows, a reward is missing, a logging
        propensity is not in (0, 1], a target one not in [0, 1], ``clip`` is not positive, or all
        weighted rewards are equal (nobody clicked): then the log does not tell how far the
        estimate may be off.
    """
    r, w = _weighted(rewards, target, logging, clip)
    return _mean(w * r)


def snips(
    rewards: ArrayLike, target: ArrayLike, logging: ArrayLike, clip: float = np.inf
) -> Estimate:
    """Self-normalised IPS: sum(w r) / sum(w) (Swaminathan & Joachims, 2015).

    Slightly biased, never outside the range of the rewards, and indifferent to adding a
    constant to all of them. Parameters and errors are those of :func:`ips`; the interval is
    that of the ratio's linearisation (delta method).

    Raises
    ------
    ValueError
        As :func:`ips`, or if no logged choice is one that the target would make.
    """
    r, w = _weighted(rewards, target, logging, clip)
    if not w.any():
        raise ValueError("target is 0 for all logged choices: the log does not tell its value")
    value = float((w * r).sum() / w.sum())
    return _shift(_mean(w * (r - value) / w.mean()), value)


def doubly_robust(
    rewards: ArrayLike,
    target: ArrayLike,
    logging: ArrayLike,
    predicted: ArrayLike,
    predicted_target: ArrayLike,
    clip: float = np.inf,
) -> Estimate:
    """Model's value of the target, corrected by IPS of the model's errors (Dudik et al., 2011).

    Unbiased if either the propensities or the reward model are right.

    Parameters
    ----------
    rewards, target, logging, clip
        As for :func:`ips`.
    predicted
        Shape (n,): the model's reward of the logged choice.
    predicted_target
        Shape (n,): the model's expected reward of the target policy in the row's context,
        the sum over choices of target probability x predicted reward.

    Raises
    ------
    ValueError
        As :func:`ips`.
    """
    r, w = _weighted(rewards, target, logging, clip)
    q = reals(predicted, "predicted", shape=r.shape)
    v = reals(predicted_target, "predicted_target", shape=r.shape)
    return _mean(v + w * (r - q))


def unsupported_mass(target: ArrayLike, logging: ArrayLike, least: float = 0.0) -> FloatArray:
    """Share of a target policy's choices that a log could hardly ever hold.

    No estimate from the log can speak of these choices; the expected mean weight falls below 1 by
    the mean of this share (Sachdeva, Su & Joachims, 2020).

    Parameters
    ----------
    target, logging
        Shape (rows, choices): the two policies' probabilities in each context.
    least
        Propensity up to which a choice counts as unsupported: 0 for what could never be logged,
        one over the number of rows for what is logged less than once.

    Returns
    -------
    numpy.ndarray
        Shape (rows,), from 0 to 1.

    Raises
    ------
    ValueError
        If the shapes differ, a row is no distribution, or ``least`` is not from 0 to 1.
    """
    p = distributions(target, "target", shape=(None, None))
    q = distributions(logging, "logging", shape=p.shape)
    real(least, "least", within=(0, 1))
    return np.asarray(np.where(q <= least, p, 0.0).sum(axis=1))


def slate_weights(slates: ArrayLike, target: ArrayLike, logging: ArrayLike) -> FloatArray:
    """Pseudo-inverse weights of whole slates (Swaminathan et al., 2017).

    The mean of weight x reward is unbiased if a slate's expected reward is a sum of unknown
    contributions, one for each product in each place. It then needs the two policies'
    probabilities of a product in a place, which are far larger than those of a slate.

    Parameters
    ----------
    slates
        Shape (n, places): every slate that either policy can show, as products 0, 1, ...
    target, logging
        Shape (n,): each slate's probability under the policy to judge and under the policy that
        made the log. Both sum to 1.

    Returns
    -------
    numpy.ndarray
        Shape (n,): the weight of each slate; single weights may be negative.

    Raises
    ------
    ValueError
        If the shapes differ, a policy is no distribution, or the target shows a product in a
        place where the logging policy never does.
    """
    a = np.asarray(slates)
    if a.ndim != 2 or a.size == 0:
        raise ValueError(f"slates must have the shape (n, places); got {a.shape}")
    a = positions(a, "slates", int(a.max()) + 1)
    p = distributions(np.asarray(target)[None], "target", shape=(1, len(a)))[0]
    q = distributions(np.asarray(logging)[None], "logging", shape=(1, len(a)))[0]
    shown = np.eye(int(a.max()) + 1)[a].reshape(len(a), -1)  # product x place, 0 or 1
    if ((shown.T @ p > 0) & (shown.T @ q == 0)).any():
        raise ValueError("target shows a product in a place where logging never shows it")
    gram = shown.T @ (q[:, None] * shown)
    return np.asarray(shown @ np.linalg.pinv(gram, hermitian=True) @ (shown.T @ p))


def _weighted(
    rewards: ArrayLike, target: ArrayLike, logging: ArrayLike, clip: float
) -> tuple[FloatArray, FloatArray]:
    r = reals(rewards, "rewards", shape=(None,))
    p = chances(target, "target", shape=r.shape)
    q = chances(logging, "logging", shape=r.shape, above=0, mend="what was logged had a chance")
    if r.size < 2:
        raise ValueError(f"rewards must hold two logged rows or more; got {r.size}")
    real(clip, "clip", above=0, infinite=True)
    return r, np.minimum(p / q, clip)


def _mean(terms: FloatArray) -> Estimate:
    if np.ptp(terms) == 0:
        raise ValueError(
            f"all weighted rewards are {terms[0]:g}: without any spread the log does not tell how "
            "far the estimate may be off; it needs more rows"
        )
    value = float(terms.mean())
    half = float(1.959964 * terms.std(ddof=1) / np.sqrt(terms.size))
    return Estimate(value, value - half, value + half, terms.size, f"{terms.size:,} logged rows")


def _shift(around_zero: Estimate, value: float) -> Estimate:
    half = around_zero.high - around_zero.value
    return Estimate(value, value - half, value + half, around_zero.n, around_zero.spread)
