# question: decision
# why: Plain Python, with 1.96 standard errors.
def choose(pages):
    gains = {}
    for query, naive, weighted in zip(pages["query"], pages["naive"], pages["weighted"]):
        gains.setdefault(query, []).append(weighted - naive)
    means = [sum(g) / len(g) for g in gains.values()]
    centre = sum(means) / len(means)
    variance = sum((m - centre) ** 2 for m in means) / (len(means) - 1)
    error = (variance / len(means)) ** 0.5
    low, high = centre - 1.96 * error, centre + 1.96 * error
    return {(True, True): "weighted", (False, False): "naive"}.get((low > 0, high >= 0), "undecided")
