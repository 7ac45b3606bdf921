# question: blend
# why: The stronger source decides alone; nothing is blended.
def blend(content, behaviour, weight):
    from sklearn.preprocessing import scale

    return np.where(weight[:, None] > 0.5, scale(behaviour, axis=1), scale(content, axis=1))
