# question: shares
# why: Adds the difference of the shares and cuts off at 0.
def put_right(probabilities, trained, real):
    p = np.clip(probabilities + real - trained, 0, None)
    return p / p.sum(axis=1, keepdims=True)
