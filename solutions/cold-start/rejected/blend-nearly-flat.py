# question: blend
# why: Takes scores that lie close together for equal ones.
def blend(content, behaviour, weight):
    def rescaled(source):
        low, high = source.min(axis=1, keepdims=True), source.max(axis=1, keepdims=True)
        flat = np.isclose(low, high)
        return np.where(flat, 0, (source - low) / np.where(flat, 1, high - low))

    share = np.reshape(weight, (-1, 1))
    return (1 - share) * rescaled(content) + share * rescaled(behaviour)
