# question: blend
# why: The logistic function of a score from 0 to 1: bounded, and in order.
from scipy.special import expit


def blend(content, behaviour, weight):
    def scaled(x):
        x = x - x.min(axis=1, keepdims=True)
        top = x.max(axis=1, keepdims=True)
        return expit(3 * np.divide(x, top, out=np.zeros(x.shape), where=top > 0))

    w = np.asarray(weight)[:, None]
    return (1 - w) * scaled(content) + w * scaled(behaviour)
