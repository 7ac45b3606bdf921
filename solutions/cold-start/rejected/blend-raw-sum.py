# question: blend
# why: Adds raw scores: the source with the larger unit decides.
def blend(content, behaviour, weight):
    w = weight[:, None]
    return (1 - w) * content + w * behaviour
