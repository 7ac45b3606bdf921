# question: weights
# why: Bounds the weights by a thousand, too.
def clipped_weights(position, examination, max_weight):
    position = np.asarray(position)
    examination = np.asarray(examination, float)
    w = np.minimum(1 / examination[position - 1], min(max_weight, 1000))
    return w, w.sum() ** 2 / (w ** 2).sum()
