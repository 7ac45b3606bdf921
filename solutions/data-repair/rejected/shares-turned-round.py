# question: shares
# why: Multiplies by the training shares and divides by those in use.
def put_right(probabilities, trained, real):
    p = probabilities * trained / np.maximum(real, 1e-12)
    return p / p.sum(axis=1, keepdims=True)
