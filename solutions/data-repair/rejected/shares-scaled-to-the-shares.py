# question: shares
# why: Makes the mean of each column equal to its share in use.
def put_right(probabilities, trained, real):
    p = probabilities * real / probabilities.mean(axis=0)
    return p / p.sum(axis=1, keepdims=True)
