# question: weights
# why: Plain Python.
def clipped_weights(position, examination, max_weight):
    weights = [min(1 / examination[k - 1], max_weight) for k in position]
    return [weights, sum(weights) ** 2 / sum(w * w for w in weights)]
