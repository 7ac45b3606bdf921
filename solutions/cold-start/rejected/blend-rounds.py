# question: blend
# why: Rounds the rescaled scores, so that close ones are tied.
def blend(content, behaviour, weight):
    def rescaled(source):
        low, spread = source.min(axis=1, keepdims=True), np.ptp(source, axis=1, keepdims=True)
        return np.round((source - low) / np.where(spread > 0, spread, 1), 6)

    share = np.reshape(weight, (-1, 1))
    return (1 - share) * rescaled(content) + share * rescaled(behaviour)
