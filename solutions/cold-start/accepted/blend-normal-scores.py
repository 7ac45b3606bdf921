# question: blend
# why: Quantiles of the normal distribution at the mean ranks.
from scipy.stats import norm, rankdata


def blend(content, behaviour, weight):
    def scores(x):
        return norm.ppf((rankdata(x, axis=1) - 0.5) / x.shape[1])

    w = np.asarray(weight)[:, None]
    return (1 - w) * scores(content) + w * scores(behaviour)
