# question: shares
# why: Gives a class that does not occur a tiny share instead of none.
def put_right(probabilities, trained, real):
    weighed = probabilities * np.maximum(real, 1e-12) / trained
    return weighed / weighed.sum(axis=1, keepdims=True)
