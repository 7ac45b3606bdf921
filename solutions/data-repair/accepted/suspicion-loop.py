# question: suspicion
# why: Row by row, with a dict of usual probabilities.
def suspicion(labels, probabilities):
    usual = {}
    for k in sorted(set(int(y) for y in labels)):
        mine = [p[k] for p, y in zip(probabilities, labels) if y == k]
        usual[k] = sum(mine) / len(mine)
    found = []
    for p, y in zip(probabilities, labels):
        others = [p[k] - u for k, u in usual.items() if k != y]
        found.append(max(others) - (p[y] - usual[y]))
    return found
