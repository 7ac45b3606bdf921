# question: choose-k
# why: NumPy's argmax over sorted candidates; the answer is an array.
def choose_k(candidates, recommend, quality, validation, test):
    ks = np.sort(candidates)
    curve = [quality(recommend(k), validation) for k in ks]
    k = ks[np.argmax(curve)]
    return np.array([k, quality(recommend(k), test)])
