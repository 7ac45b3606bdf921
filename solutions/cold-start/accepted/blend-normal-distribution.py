# question: blend
# why: The normal distribution at the z-score: far items lie very close together, and in order.
from scipy.stats import norm


def blend(content, behaviour, weight):
    def scaled(x):
        flat = np.ptp(x, axis=1)[:, None] == 0
        return norm.cdf(np.where(flat, 0, (x - x.mean(axis=1, keepdims=True)) / np.where(flat, 1, x.std(axis=1)[:, None])))

    w = np.asarray(weight)[:, None]
    return (1 - w) * scaled(content) + w * scaled(behaviour)
