"""Wrong labels and rare ones: make them, find them, review them, decide in spite of them.

Taught on the pages *Models are easy* and *The data-centric shift* of the first chapter.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from sklearn.metrics import precision_recall_curve
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from dataproblems.arrays import BoolArray, FloatArray, IntArray, Rng
from dataproblems.contracts import (
    chances,
    distributions,
    equally_long,
    keys,
    positions,
    real,
    reals,
    whole,
)


def uniform_noise(n_classes: int, rate: float) -> FloatArray:
    """Return the transition matrix of labels that turn, at ``rate``, into any other class.

    Parameters
    ----------
    n_classes
        At least 2.
    rate
        Probability that a label is wrong, 0 to 1.

    Returns
    -------
    numpy.ndarray
        Shape (n_classes, n_classes): row = true class, column = recorded class.

    Raises
    ------
    ValueError
        If there are fewer than two classes or ``rate`` is no probability.
    """
    whole(n_classes, "n_classes", least=2)
    real(rate, "rate", within=(0, 1))
    matrix = np.full((n_classes, n_classes), rate / (n_classes - 1))
    np.fill_diagonal(matrix, 1 - rate)
    return matrix


def corrupt_labels(labels: ArrayLike, transition: ArrayLike, rng: Rng) -> IntArray:
    """Record each label as another class with given probabilities (class-conditional noise).

    Parameters
    ----------
    labels
        Shape (n,): true classes, coded 0 to n_classes - 1.
    transition
        Shape (n_classes, n_classes): row = true class, column = recorded class; rows sum to 1.
        :func:`uniform_noise` makes the simplest one.
    rng
        Seed or generator of the draws.

    Returns
    -------
    numpy.ndarray
        Shape (n,): the recorded classes.

    Raises
    ------
    ValueError
        If a row of ``transition`` is no distribution, or a label has no row.
    """
    T = distributions(transition, "transition", shape=(None, None))
    if T.shape[0] != T.shape[1]:
        raise ValueError(f"transition must be square; got shape {T.shape}")
    y = positions(labels, "labels", len(T))
    draws = np.random.default_rng(rng).random(len(y))
    return np.asarray((draws[:, None] >= T.cumsum(axis=1)[y]).sum(axis=1).clip(max=len(T) - 1))


def out_of_fold_probabilities(
    model: Any, X: ArrayLike, labels: ArrayLike, folds: int = 5, random_state: int = 0
) -> FloatArray:
    """Predict every row by a model that did not see its label, so that it can doubt the label.

    Parameters
    ----------
    model
        A scikit-learn classifier with ``predict_proba``.
    X, labels
        Shapes (n, n_features) and (n,).
    folds, random_state
        Stratified folds, shuffled by the seed; each class needs at least one row per fold.

    Returns
    -------
    numpy.ndarray
        Shape (n, n_classes), columns in the order of the sorted classes.

    Raises
    ------
    ValueError
        If there are fewer than two folds or classes, a class has fewer rows than folds (its
        column would be a guess in some of them), or a label is missing.
    """
    whole(folds, "folds", least=2)
    rows = keys(labels, "labels").value_counts()
    if len(rows) < 2 or rows.min() < folds:
        raise ValueError(
            f"labels need two classes of {folds} rows or more, one per fold; "
            f"got {rows.to_dict()}: take fewer folds, or leave the class out"
        )
    split = StratifiedKFold(folds, shuffle=True, random_state=random_state)
    return np.asarray(cross_val_predict(model, X, labels, cv=split, method="predict_proba"))


def label_quality(labels: ArrayLike, probabilities: ArrayLike) -> FloatArray:
    """Rate each recorded label by the normalised margin (Northcutt et al., 2021).

    The probability of the recorded class less that of the likeliest other one: 1 where the model
    is sure that the label is right, -1 where it is sure that it is wrong.

    Parameters
    ----------
    labels
        Shape (n,): recorded classes, coded 0 to n_classes - 1.
    probabilities
        Shape (n, n_classes), out of fold.

    Raises
    ------
    ValueError
        If the shapes do not agree.
    """
    y, p = _checked(labels, probabilities)
    if p.shape[1] < 2:
        raise ValueError("probabilities of one class leave nothing to doubt")
    rows = np.arange(len(y))
    others = p.copy()
    others[rows, y] = -np.inf
    return np.asarray(p[rows, y] - others.max(axis=1))


def confident_class(labels: ArrayLike, probabilities: ArrayLike) -> IntArray:
    """Return the class that each row confidently belongs to (Northcutt et al., 2021).

    A class is confident where its probability reaches the average that the class gets on the
    rows recorded as it. Thresholds of their own keep an over- or under-confident model, or a
    rare class, from deciding what counts as sure.

    Parameters
    ----------
    labels, probabilities
        As in :func:`label_quality`.

    Returns
    -------
    numpy.ndarray
        Shape (n,): the likeliest of the row's confident classes, -1 where there is none.

    Raises
    ------
    ValueError
        If the shapes do not agree.
    """
    y, p = _checked(labels, probabilities)
    classes = range(p.shape[1])
    thresholds = [p[y == k, k].mean() if (y == k).any() else np.inf for k in classes]
    confident = np.where(p >= thresholds, p, -np.inf)
    return np.where(np.isfinite(confident).any(axis=1), confident.argmax(axis=1), -1)


def confident_joint(labels: ArrayLike, probabilities: ArrayLike) -> IntArray:
    """Count rows by recorded class and confident class: an estimate of who is mistaken for whom.

    Returns
    -------
    numpy.ndarray
        Shape (n_classes, n_classes): row = recorded, column = confident class. Rows without a
        confident class are not counted.

    Raises
    ------
    ValueError
        If the shapes do not agree.
    """
    y, p = _checked(labels, probabilities)
    confident = confident_class(y, p)
    joint = np.zeros((p.shape[1], p.shape[1]), dtype=int)
    np.add.at(joint, (y[confident >= 0], confident[confident >= 0]), 1)
    return joint


def suspect_labels(labels: ArrayLike, probabilities: ArrayLike) -> BoolArray:
    """Flag the rows that confidently belong to another class than the recorded one.

    Raises
    ------
    ValueError
        If the shapes do not agree.
    """
    y, p = _checked(labels, probabilities)
    confident = confident_class(y, p)
    return np.asarray((confident >= 0) & (confident != y))


def review_labels(labels: ArrayLike, truth: ArrayLike, order: ArrayLike, budget: int) -> IntArray:
    """Let a reviewer put right the first ``budget`` rows of an order.

    Parameters
    ----------
    labels, truth
        Shape (n,): what is recorded, and what a reviewer will answer.
    order
        Row numbers, each once, the first to be reviewed first;
        ``np.argsort(label_quality(...))`` starts with the least credible label.
    budget
        How many rows are paid for; 0 or more.

    Raises
    ------
    ValueError
        If ``labels`` and ``truth`` differ in length, the budget is negative, or ``order`` names
        a row that does not exist or one twice, which would be paid for twice.
    """
    reviewed, right = keys(labels, "labels").to_numpy(copy=True), keys(truth, "truth").to_numpy()
    equally_long(labels=reviewed, truth=right)
    rows = positions(order, "order", len(reviewed))
    if rows.ndim != 1:
        raise ValueError(f"order must be a flat list of rows; got shape {rows.shape}")
    if len(np.unique(rows)) < rows.size:
        raise ValueError("order names a row twice; its review would be paid for twice")
    rows = rows[: whole(budget, "budget")]
    reviewed[rows] = right[rows]
    return reviewed


def best_threshold(y: ArrayLike, scores: ArrayLike) -> float:
    """Return the score from which on to say *yes*, for the highest F1.

    Choose it on validation data. Where the costs of the two errors are known, use
    :func:`cost_threshold` on calibrated probabilities instead.

    Parameters
    ----------
    y
        Shape (n,), 0 or 1.
    scores
        Shape (n,).

    Raises
    ------
    ValueError
        If ``y`` holds no positive or anything but 0 and 1, or a score is missing.
    """
    truth, s = positions(y, "y", 2), reals(scores, "scores", shape=(None,))
    equally_long(y=truth, scores=s)
    if not truth.any():
        raise ValueError("y holds no positive example, and without one no threshold can be chosen")
    precision, recall, thresholds = precision_recall_curve(truth, s)
    total = precision + recall
    f1 = np.divide(2 * precision * recall, total, out=np.zeros_like(total), where=total > 0)
    return float(thresholds[f1[:-1].argmax()])


def cost_threshold(false_alarm: float, miss: float) -> float:
    """Return the probability from which on *yes* is the cheaper decision (Elkan, 2001).

    Parameters
    ----------
    false_alarm, miss
        What the two errors cost, in the same unit; positive.

    Raises
    ------
    ValueError
        If a cost is not positive.
    """
    real(false_alarm, "false_alarm", above=0)
    real(miss, "miss", above=0)
    return false_alarm / (false_alarm + miss)


def undo_rebalancing(
    probabilities: ArrayLike, trained_share: float, true_share: float
) -> FloatArray:
    """Correct probabilities of a model that was trained at another share of positives.

    Bayes' rule for a change of prior alone (Saerens et al., 2002).

    Parameters
    ----------
    probabilities
        Shape (n,): of the positive class.
    trained_share
        Share of positives (after weighting or resampling) that the model learned from.
    true_share
        Share of positives where it is used.

    Raises
    ------
    ValueError
        If a share does not lie between 0 and 1.
    """
    for name, share in (("trained_share", trained_share), ("true_share", true_share)):
        if real(share, name, above=0, within=(0, 1)) == 1:
            raise ValueError(f"{name} must lie below 1: with positives alone there is no prior")
    p = chances(probabilities, "probabilities")
    yes = p * true_share / trained_share
    no = (1 - p) * (1 - true_share) / (1 - trained_share)
    return np.asarray(yes / (yes + no))


def _checked(labels: ArrayLike, probabilities: ArrayLike) -> tuple[IntArray, FloatArray]:
    p = chances(probabilities, "probabilities", shape=(None, None))
    y = positions(labels, "labels", p.shape[1])
    if y.shape != (len(p),):
        raise ValueError(f"{y.shape} labels do not go with probabilities of shape {p.shape}")
    return y, p
