# question: weights
# why: Lets a weight stand that is a little above the limit.
def clipped_weights(position, examination, max_weight):
    position = np.asarray(position)
    examination = np.asarray(examination, float)
    w = 1 / examination[position - 1]
    w[w > 1.05 * max_weight] = max_weight
    return w, w.sum() ** 2 / (w**2).sum()
