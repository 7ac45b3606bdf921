# question: choose-k
# why: k = 1 because it looks neutral; nothing is fitted.
def choose_k(candidates, recommend, quality, validation, test):
    k = 1 if 1 in candidates else min(candidates)
    return k, quality(recommend(k), test)
