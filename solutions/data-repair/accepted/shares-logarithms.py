# question: shares
# why: In logarithms, where factors are added.
def put_right(probabilities, trained, real):
    with np.errstate(divide="ignore"):
        logit = np.log(probabilities) + np.log(real) - np.log(trained)
    logit -= logit.max(axis=1, keepdims=True)
    return np.exp(logit) / np.exp(logit).sum(axis=1, keepdims=True)
