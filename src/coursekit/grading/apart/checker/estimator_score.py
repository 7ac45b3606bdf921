"""``score`` of an estimator, computed here from the student's predictions.

An estimator's own ``score`` is student code as the rest of it: given the true labels it could
answer whatever it likes.
"""

import sys
from typing import Any


def score(estimator: Any, own: Any, X: Any, y: Any = None, sample_weight: Any = None) -> Any:
    """Return the score that scikit-learn would give, without showing `y` to the student.

    Parameters
    ----------
    estimator
        A proxy with a method ``predict``.
    own
        The student's method: asked where there is no truth (a clustering, a density).
    """
    if y is None:
        return own(X)
    named = _scoring(estimator)
    if isinstance(named, str):
        metrics: Any = sys.modules["sklearn.metrics"]
        return metrics.get_scorer(named)(estimator, X, y)
    predicted = estimator.predict(X)
    from sklearn.metrics import accuracy_score, r2_score

    measure = accuracy_score if _classifies(estimator, y) else r2_score
    return measure(y, predicted, sample_weight=sample_weight)


def _scoring(estimator: Any) -> Any:
    """Return the metric that a search was told to use."""
    try:
        return estimator.scoring
    except Exception:  # it has none
        return None


def _classifies(estimator: Any, y: Any) -> bool:
    from sklearn.base import ClassifierMixin, RegressorMixin
    from sklearn.utils.multiclass import type_of_target

    last = estimator
    try:
        while not isinstance(last, (ClassifierMixin, RegressorMixin)):
            last = last.steps[-1][1] if hasattr(last, "steps") else last.best_estimator_
    except Exception:  # neither a pipeline nor a search
        return not str(type_of_target(y)).startswith("continuous")
    return isinstance(last, ClassifierMixin)
