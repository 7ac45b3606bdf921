# question: choose-k
# why: Takes the smallest k within a tenth of the standard deviation of the best.
def choose_k(candidates, recommend, quality, validation, test):
    reached = {k: quality(recommend(k), validation) for k in sorted(candidates)}
    enough = max(reached.values()) - np.std(list(reached.values())) / 10
    best = min(k for k in reached if reached[k] >= enough)
    return best, quality(recommend(best), test)
