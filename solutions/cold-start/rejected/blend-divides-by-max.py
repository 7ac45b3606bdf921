# question: blend
# why: Dividing by the maximum takes out the unit but not the offset.
def blend(content, behaviour, weight):
    w = weight[:, None]
    c, b = (x / np.maximum(np.abs(x).max(axis=1, keepdims=True), 1e-12) for x in (content, behaviour))
    return (1 - w) * c + w * b
