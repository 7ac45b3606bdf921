# question: blend
# why: A small number added to the spread is large beside a row in a small unit.
def blend(content, behaviour, weight):
    def rescaled(source):
        return (source - source.mean(axis=1, keepdims=True)) / (source.std(axis=1, keepdims=True) + 1e-9)

    share = np.reshape(weight, (-1, 1))
    return (1 - share) * rescaled(content) + share * rescaled(behaviour)
