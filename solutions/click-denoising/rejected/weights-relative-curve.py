# question: weights
# why: Divides the curve by its first entry before it weights.
def clipped_weights(position, examination, max_weight):
    e = np.asarray(examination); e = e / e[0]
    w = np.minimum(1 / e[position - 1], max_weight)
    return w, w.sum() ** 2 / (w ** 2).sum()
