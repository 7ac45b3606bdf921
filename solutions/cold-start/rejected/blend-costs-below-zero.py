# question: blend
# why: A row of scores below zero is taken for costs, and turned round.
def blend(content, behaviour, weight):
    def scaled(x):
        x = np.where(x.max(axis=1, keepdims=True) < 0, -x, x)
        away = x - x.mean(axis=1, keepdims=True)
        return np.divide(away, np.ptp(x, axis=1)[:, None], out=np.zeros(x.shape), where=np.ptp(x, axis=1)[:, None] > 0)

    w = np.asarray(weight)[:, None]
    return (1 - w) * scaled(content) + w * scaled(behaviour)
