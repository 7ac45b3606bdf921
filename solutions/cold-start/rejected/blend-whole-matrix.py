# question: blend
# why: One mean and one spread for all users, though every row has its own unit.
def blend(content, behaviour, weight):
    w = weight[:, None]
    c, b = ((x - x.mean()) / (x.std() or 1) for x in (content, behaviour))
    return (1 - w) * c + w * b
