# question: blend
# why: The mean of the weights is used for every user.
def blend(content, behaviour, weight):
    from sklearn.preprocessing import scale

    w = np.mean(weight)
    return (1 - w) * scale(content, axis=1) + w * scale(behaviour, axis=1)
