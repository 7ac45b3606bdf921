# question: weights
# why: Fills an array of the type of the limit, so that a whole limit cuts the weights down to whole numbers.
def clipped_weights(position, examination, max_weight):
    w = np.full(len(position), max_weight)
    v = 1 / examination[position - 1]
    w[v < max_weight] = v[v < max_weight]   # int dtype of max_weight truncates
    return w, w.sum() ** 2 / (w ** 2).sum()
