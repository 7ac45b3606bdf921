# question: shares
# why: Takes for granted that the training classes had equal shares.
def put_right(probabilities, trained, real):
    p = probabilities * real * len(real)
    return p / p.sum(axis=1, keepdims=True)
