"""Wrong labels and rare ones: make them, find them, review them, decide in spite of them.

Taught on the pages *Models are easy* and *The data-centric shift* of the first chapter.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from sklearn.metrics import precision_recall_curve
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from dataproblems.arrays import BoolArray, FloatArray, IntArray, Rng


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
    if n_classes < 2 or not 0 <= rate <= 1:
        raise ValueError(f"need two classes and a rate from 0 to 1; got {n_classes} and {rate}")
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
    y, T = np.asarray(labels), np.asarray(transition, dtype=float)
    if T.ndim != 2 or T.shape[0] != T.shape[1] or (T < 0).any() or not np.allclose(T.sum(1), 1):
        raise ValueError("transition must be square, its rows non-negative and summing to 1")
    if y.size and (y.min() < 0 or y.max() >= len(T)):
        raise ValueError(f"labels must be coded 0 to {len(T) - 1}; got {y.min()} to {y.max()}")
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
        Stratified folds, shuffled by the seed.

    Returns
    -------
    numpy.ndarray
        Shape (n, n_classes), columns in the order of the sorted classes.
    """
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
        Row numbers, the first to be reviewed first; ``np.argsort(label_quality(...))`` starts
        with the least credible label.
    budget
        How many rows are paid for; 0 or more.

    Raises
    ------
    ValueError
        If ``labels`` and ``truth`` differ in length or the budget is negative.
    """
    reviewed, right = np.array(labels), np.asarray(truth)
    if reviewed.shape != right.shape or budget < 0:
        raise ValueError(
            f"labels and truth must agree in shape and the budget not be negative; "
            f"got {reviewed.shape}, {right.shape} and {budget}"
        )
    rows = np.asarray(order)[:budget]
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
        If ``y`` holds no positive.
    """
    truth = np.asarray(y)
    if not (truth == 1).any():
        raise ValueError("no threshold can be chosen without a positive example")
    precision, recall, thresholds = precision_recall_curve(truth, scores)
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
    if false_alarm <= 0 or miss <= 0:
        raise ValueError(f"both costs must be positive; got {false_alarm} and {miss}")
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
    for share in (trained_share, true_share):
        if not 0 < share < 1:
            raise ValueError(f"a share of positives lies between 0 and 1; got {share}")
    p = np.asarray(probabilities, dtype=float)
    yes = p * true_share / trained_share
    no = (1 - p) * (1 - true_share) / (1 - trained_share)
    return np.asarray(yes / (yes + no))


def _checked(labels: ArrayLike, probabilities: ArrayLike) -> tuple[IntArray, FloatArray]:
    y, p = np.asarray(labels), np.asarray(probabilities, dtype=float)
    if p.ndim != 2 or y.shape != (len(p),):
        raise ValueError(f"{y.shape} labels do not go with probabilities of shape {p.shape}")
    if y.size and (y.min() < 0 or y.max() >= p.shape[1]):
        raise ValueError(f"labels must be coded 0 to {p.shape[1] - 1}")
    return y, p
