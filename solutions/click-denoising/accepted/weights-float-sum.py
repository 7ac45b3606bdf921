# question: weights
# why: Plain lists and an exact sum.
def clipped_weights(position, examination, max_weight):
    import math

    w = np.where(
        1 <= max_weight * examination[position - 1],
        np.reciprocal(examination[position - 1]),
        max_weight,
    )
    return w.tolist(), np.array(math.fsum(w) ** 2 / np.dot(w, w))
