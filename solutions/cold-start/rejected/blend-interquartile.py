# question: blend
# why: Divides by the distance of the quartiles, which is 0 where most items are alike.
def blend(content, behaviour, weight):
    def rescaled(source):
        low, middle, high = np.quantile(source, [0.25, 0.5, 0.75], axis=1, keepdims=True)
        return (source - middle) / np.where(high > low, high - low, 1)

    share = np.reshape(weight, (-1, 1))
    return (1 - share) * rescaled(content) + share * rescaled(behaviour)
