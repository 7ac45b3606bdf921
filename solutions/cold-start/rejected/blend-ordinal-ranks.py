# question: blend
# why: Equal scores get different ranks, by their place in the row.
def blend(content, behaviour, weight):
    w = weight[:, None]
    c, b = (x.argsort(axis=1).argsort(axis=1) for x in (content, behaviour))
    return (1 - w) * c + w * b
