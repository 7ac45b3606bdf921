# question: blend
# why: Scales by the range from the 5th to the 95th percentile: a single item that stands out is lost.
def blend(content, behaviour, weight):
    def scaled(x):
        low, high = np.percentile(x, [5, 95], axis=1)[:, :, None]
        return np.divide(x - low, high - low, out=np.zeros(x.shape), where=high > low)

    w = np.asarray(weight)[:, None]
    return (1 - w) * scaled(content) + w * scaled(behaviour)
