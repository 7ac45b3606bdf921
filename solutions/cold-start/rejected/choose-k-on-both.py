# question: choose-k
# why: Adds the test set to the validation data, to have more of them.
def choose_k(candidates, recommend, quality, validation, test):
    both = {k: (quality(recommend(k), validation), quality(recommend(k), test)) for k in sorted(candidates)}
    best = max(both, key=lambda k: sum(both[k]))
    return best, both[best][1]
