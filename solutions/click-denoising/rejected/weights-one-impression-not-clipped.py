# question: weights
# why: Does not clip the weight of a lone impression.
def clipped_weights(position, examination, max_weight):
    position = np.asarray(position)
    examination = np.asarray(examination, float)
    w = 1 / examination[position - 1]
    if len(w) > 1:
        w = np.minimum(w, max_weight)
    return w, w.sum() ** 2 / (w**2).sum()
