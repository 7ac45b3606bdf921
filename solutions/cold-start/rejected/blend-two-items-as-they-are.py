# question: blend
# why: Leaves two items in their unit, since both are at one deviation anyway.
def blend(content, behaviour, weight):
    def scaled(x):
        away = x - x.mean(axis=1, keepdims=True)
        if x.shape[1] == 2:
            return away
        return np.divide(away, np.ptp(x, axis=1)[:, None], out=np.zeros(x.shape), where=np.ptp(x, axis=1)[:, None] > 0)

    w = np.asarray(weight)[:, None]
    return (1 - w) * scaled(content) + w * scaled(behaviour)
