# question: choose-k
# why: A tolerance of 0.01 calls different qualities equal.
def choose_k(candidates, recommend, quality, validation, test):
    v = {k: quality(recommend(k), validation) for k in sorted(candidates)}
    m = max(v.values())
    k = next(k for k in v if v[k] >= m - 0.01)
    return k, quality(recommend(k), test)
