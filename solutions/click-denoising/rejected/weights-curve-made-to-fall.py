# question: weights
# why: Lets no place be examined more than the one above.
def clipped_weights(position, examination, max_weight):
    w = np.minimum(1 / np.minimum.accumulate(examination)[position - 1], max_weight)
    return w, w.sum() ** 2 / (w ** 2).sum()
