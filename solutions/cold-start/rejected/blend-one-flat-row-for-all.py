# question: blend
# why: One flat row silences the source for all users.
def blend(content, behaviour, weight):
    def rescaled(source):
        low, spread = source.min(axis=1, keepdims=True), np.ptp(source, axis=1, keepdims=True)
        if (spread == 0).any():
            return np.zeros_like(source)
        return (source - low) / spread

    share = np.reshape(weight, (-1, 1))
    return (1 - share) * rescaled(content) + share * rescaled(behaviour)
