# question: blend
# why: Scores above the lowest one, as shares of their sum.
def blend(content, behaviour, weight):
    def shares(x):
        x = x - x.min(axis=1, keepdims=True)
        total = x.sum(axis=1, keepdims=True)
        return np.divide(x, total, out=np.full(x.shape, 1 / x.shape[1]), where=total > 0)

    w = np.asarray(weight)[:, None]
    return (1 - w) * shares(content) + w * shares(behaviour)
