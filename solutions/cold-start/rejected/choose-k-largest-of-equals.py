# question: choose-k
# why: Of equally good candidates the largest wins.
def choose_k(candidates, recommend, quality, validation, test):
    best = max(sorted(candidates, reverse=True), key=lambda k: quality(recommend(k), validation))
    return best, quality(recommend(best), test)
