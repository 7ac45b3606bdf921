# question: weights
# why: Keeps places in eight bits, which end at 127.
def clipped_weights(position, examination, max_weight):
    w = np.minimum(1 / examination[position.astype(np.int8) - 1], max_weight)
    return w, w.sum() ** 2 / (w ** 2).sum()
