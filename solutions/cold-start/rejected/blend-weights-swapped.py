# question: blend
# why: The weight goes to metadata, so that trust in behaviour falls with experience.
def blend(content, behaviour, weight):
    from sklearn.preprocessing import scale

    w = weight[:, None]
    return w * scale(content, axis=1) + (1 - w) * scale(behaviour, axis=1)
