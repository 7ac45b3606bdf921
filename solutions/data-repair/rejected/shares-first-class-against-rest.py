# question: shares
# why: Corrects the second class against all others and scales the rest: right for two classes
# only.
def put_right(probabilities, trained, real):
    p = np.array(probabilities, dtype=float)
    odds = p[:, 1] / np.maximum(1 - p[:, 1], 1e-12)
    odds *= real[1] / trained[1] * (1 - trained[1]) / (1 - real[1])
    one = odds / (1 + odds)
    rest = np.delete(p, 1, axis=1)
    rest *= ((1 - one) / np.maximum(rest.sum(axis=1), 1e-12))[:, None]
    return np.insert(rest, 1, one, axis=1)
