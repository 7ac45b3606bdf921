"""Contracts of ``labels``."""

import numpy as np
from sklearn.linear_model import LogisticRegression

from cases.case import Contracts
from cases.values import INF, NAN, PROBS, WANTED, P, Y, with_nan
from dataproblems import labels

case = Contracts("labels")

BAD_PROBS = [with_nan(PROBS), PROBS * 3, PROBS[:3], PROBS[:, 0]]
for judge in (
    labels.label_quality,
    labels.confident_class,
    labels.confident_joint,
    labels.suspect_labels,
):
    case(
        judge,
        {"labels": Y, "probabilities": PROBS},
        labels=[Y + 1, Y - 1, Y + 0.5, with_nan(Y)],
        probabilities=BAD_PROBS,
    )
case(
    labels.uniform_noise,
    {"n_classes": 3, "rate": 0.25},
    n_classes=[1, NAN, 2.5],
    rate=[-0.1, 1.1, NAN],
)
case(
    labels.corrupt_labels,
    {"labels": Y, "transition": WANTED[:2], "rng": 0},
    labels=[Y + 1, Y - 1, Y + 0.5, with_nan(Y)],
    transition=[WANTED[:1], WANTED[:2] * 2, with_nan(WANTED[:2])],
)
case(
    labels.review_labels,
    {"labels": Y, "truth": 1 - Y, "order": np.arange(4), "budget": 2},
    labels=[Y[:2]],
    truth=[Y[:2]],
    order=[[9], [-1], [0, 0], [0.5], 2],
    budget=[-1, NAN, 1.5],
)
case(
    labels.best_threshold,
    {"y": Y, "scores": P},
    y=[[0] * 4, [2] * 4, [NAN] * 4],
    scores=[[NAN] * 4, P[:2]],
)
case(
    labels.cost_threshold,
    {"false_alarm": 1, "miss": 20},
    false_alarm=[0, -1, NAN, INF],
    miss=[0, NAN],
)
case(
    labels.undo_rebalancing,
    {"probabilities": P, "trained_share": 0.5, "true_share": 0.1},
    probabilities=[[2.0], [NAN]],
    trained_share=[0, 1, NAN],
    true_share=[0, 1],
)
case(
    labels.out_of_fold_probabilities,
    {
        "model": LogisticRegression(),
        "X": np.arange(12.0).reshape(12, 1),
        "labels": np.array([0, 1] * 6),
        "folds": 3,
    },
    labels=[[0] * 12, [0] * 11 + [1], [None] * 12],
    folds=[1, 7, NAN],
    named={"folds": "folds|fold"},
)
