# question: blend
# why: In single precision scores far from 0 become equal.
def blend(content, behaviour, weight):
    def rescaled(source):
        source = np.asarray(source, dtype=np.float32)
        low, spread = source.min(axis=1, keepdims=True), np.ptp(source, axis=1, keepdims=True)
        return (source - low) / np.where(spread > 0, spread, 1)

    share = np.reshape(weight, (-1, 1))
    return (1 - share) * rescaled(content) + share * rescaled(behaviour)
