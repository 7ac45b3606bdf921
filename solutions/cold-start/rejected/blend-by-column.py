# question: blend
# why: Compares the users of an item instead of the items of a user.
def blend(content, behaviour, weight):
    w = weight[:, None]
    c, b = ((x - x.mean(axis=0)) / np.maximum(x.std(axis=0), 1e-12) for x in (content, behaviour))
    return (1 - w) * c + w * b
