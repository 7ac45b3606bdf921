# question: blend
# why: A row of equal scores has no spread: 0 / 0.
def blend(content, behaviour, weight):
    w = weight[:, None]
    c, b = (
        (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True) for x in (content, behaviour)
    )
    return (1 - w) * c + w * b
