# question: wrong-share
# why: A loop over the recorded classes with plain counters.
def wrong_share(recorded, reviewed, truth):
    total = 0.0
    for k in set(recorded.tolist()):
        looks = [(i, t) for i, t in zip(reviewed.tolist(), truth.tolist()) if recorded[i] == k]
        bad = sum(1 for i, t in looks if t != k)
        total += bad / len(looks) * sum(1 for r in recorded if r == k)
    return total / len(recorded)
