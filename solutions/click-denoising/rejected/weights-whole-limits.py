# question: weights
# why: Cuts a limit of 2.5 down to 2.
def clipped_weights(position, examination, max_weight):
    w = np.minimum(1 / examination[position - 1], int(max_weight))
    return w, w.sum() ** 2 / (w ** 2).sum()
