# question: choose-k
# why: Of equally good candidates the first in the list wins.
def choose_k(candidates, recommend, quality, validation, test):
    best = max(candidates, key=lambda k: quality(recommend(k), validation))
    return best, quality(recommend(best), test)
