# question: shares
# why: Leaves a single row as it is.
def put_right(probabilities, trained, real):
    if len(probabilities) == 1:
        return probabilities
    weighed = probabilities * (real / trained)
    return weighed / weighed.sum(axis=1, keepdims=True)
