# question: weights
# why: Takes the last entries of a curve that is longer than needed.
def clipped_weights(position, examination, max_weight):
    position = np.asarray(position)
    examination = np.asarray(examination, float)
    th = examination[-position.max():]
    w = np.minimum(1 / th[position - 1], max_weight)
    return w, w.sum() ** 2 / (w ** 2).sum()
