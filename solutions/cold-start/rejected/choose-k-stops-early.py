# question: choose-k
# why: Climbs from the smallest k and stops at the first step down.
def choose_k(candidates, recommend, quality, validation, test):
    ks = sorted(candidates)
    best, best_quality = ks[0], quality(recommend(ks[0]), validation)
    for k in ks[1:]:
        q = quality(recommend(k), validation)
        if q <= best_quality:
            break
        best, best_quality = k, q
    return best, quality(recommend(best), test)
