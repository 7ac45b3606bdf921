# question: choose-k
# why: In single precision qualities that differ a little are equal.
def choose_k(candidates, recommend, quality, validation, test):
    ordered = sorted(candidates)
    reached = np.array([quality(recommend(k), validation) for k in ordered], dtype=np.float32)
    best = ordered[reached.argmax()]
    return best, quality(recommend(best), test)
