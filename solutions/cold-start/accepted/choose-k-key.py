# question: choose-k
# why: Candidates in the given order; the tie is broken by the key.
def choose_k(candidates, recommend, quality, validation, test):
    k = max(candidates, key=lambda k: (quality(recommend(k), validation), -k))
    return k, quality(recommend(k), test)
