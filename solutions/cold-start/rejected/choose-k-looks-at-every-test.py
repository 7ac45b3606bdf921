# question: choose-k
# why: Chooses on validation but has looked at the test quality of every candidate.
def choose_k(candidates, recommend, quality, validation, test):
    table = []
    for k in sorted(candidates):
        scores = recommend(k)
        table.append((k, quality(scores, validation), quality(scores, test)))
    best = max(table, key=lambda row: row[1])
    return best[0], best[2]
