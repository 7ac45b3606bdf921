# question: choose-k
# why: np.isclose takes nearly equal qualities for equal.
def choose_k(candidates, recommend, quality, validation, test):
    ks = sorted(candidates)
    v = np.array([quality(recommend(k), validation) for k in ks])
    k = ks[int(np.flatnonzero(np.isclose(v, v.max(), atol=1e-4))[0])]
    return k, quality(recommend(k), test)
