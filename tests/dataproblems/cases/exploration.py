"""Contracts of ``exploration``."""

from typing import Any

import numpy as np

from cases.case import Contracts
from cases.values import INF, NAN, PROBS, SCORES, F, P, with_nan
from dataproblems import exploration

case = Contracts("exploration")

R, TARGET, LOGGED = (
    np.array([0.0, 1, 1, 0]),
    np.array([0.5, 0.25, 1, 0]),
    np.array([0.5, 0.5, 0.5, 1.0]),
)
for estimate in (exploration.ips, exploration.snips):
    case(
        estimate,
        {"rewards": R, "target": TARGET, "logging": LOGGED, "clip": 5.0},
        rewards=[R[:3], [NAN] * 4, R * 0],
        target=[[2] * 4, [NAN] * 4, TARGET[:2]],
        logging=[[0] * 4, [NAN] * 4],
        clip=[-1, 0, NAN],
        named={"rewards": "reward|shape"},
    )
case(
    exploration.doubly_robust,
    {"rewards": R, "target": TARGET, "logging": LOGGED, "predicted": P, "predicted_target": P},
    predicted=[[NAN] * 4, P[:2]],
    predicted_target=[[NAN] * 4],
    clip=[-1],
)
case(
    exploration.softmax_probabilities,
    {"scores": SCORES, "available": np.ones(6, bool), "temperature": 2.0},
    scores=[with_nan(SCORES), np.full_like(SCORES, INF)],
    available=[np.zeros(6, bool), np.ones(5, bool), np.ones((1, 4, 6), bool)],
    temperature=[0, -1, NAN],
)
case(
    exploration.sample,
    {"probabilities": PROBS, "rng": 0},
    probabilities=[with_nan(PROBS), PROBS * 0.5, PROBS[0]],
)
case(
    exploration.unsupported_mass,
    {"target": PROBS, "logging": PROBS, "least": 0.0},
    target=[with_nan(PROBS), PROBS * 0.5, PROBS[0]],
    logging=[with_nan(PROBS), PROBS * 0.5, PROBS[1:]],
    least=[-0.1, 1.1, NAN],
)
PAIRS, EVEN = np.array([[0, 1], [1, 0], [1, 2], [2, 0]]), np.full(4, 0.25)
case(
    exploration.slate_weights,
    {"slates": PAIRS, "target": np.array([0.5, 0.5, 0, 0]), "logging": EVEN},
    slates=[PAIRS - 1, PAIRS[0], PAIRS[:0], PAIRS + 0.5],
    target=[[NAN] * 4, EVEN * 2, EVEN[:2], [0.5, 0.5, 0.5, -0.5]],
    logging=[[NAN] * 4, EVEN * 2, EVEN[:2], [0, 0, 0.5, 0.5]],
    named={"logging": "logging|shape"},
)
SLATES, OPEN, WHO = np.array([[0, 1], [2, 3]]), np.ones(6, bool), np.arange(2)


def learned(policy: Any, rewards: Any, slates: Any = SLATES) -> Any:
    policy.update(WHO, slates, rewards)
    return policy.exploit(WHO, OPEN)


case(
    lambda rewards, slates, **o: learned(exploration.ThompsonSampling(6, **o), rewards, slates),
    {"rewards": np.array([[1.0, 0], [0.5, 1]]), "slates": SLATES, "k": 2},
    "ThompsonSampling",
    rewards=[[[5, 0], [0, 1]], [[-1, 0], [0, 0]], [[NAN, 0], [0, 0]], [[1, 0]]],
    slates=[SLATES + 5],
    k=[0, 7, NAN],
    prior=[(0, 1), (1, NAN)],
)
case(
    lambda epsilon: exploration.EpsilonGreedy(6, epsilon, k=2).recommend(WHO, OPEN),
    {"epsilon": 0.5},
    "EpsilonGreedy",
    epsilon=[-0.1, 1.1, NAN],
)
case(
    lambda rewards, **o: learned(
        exploration.LinUCB(lambda users: np.repeat(F[None], len(users), 0), **o), rewards
    ),
    {"rewards": np.array([[1.0, 0], [3, 1]]), "k": 2},
    "LinUCB",
    rewards=[[[NAN, 0], [0, 0]], [[1, 0]]],
    alpha=[-1, NAN],
    ridge=[0, NAN],
)
case(
    lambda budget: exploration.Budgeted(exploration.ThompsonSampling(6, k=2), 2, budget).recommend(
        WHO, OPEN
    ),
    {"budget": 1.0},
    "Budgeted",
    budget=[-1, NAN],
)
