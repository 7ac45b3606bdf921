# question: blend
# why: A softmax depends on the unit: large scores become all or nothing.
def blend(content, behaviour, weight):
    w = weight[:, None]

    def soft(x):
        e = np.exp(x - x.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    return (1 - w) * soft(content) + w * soft(behaviour)
