# question: decision
# why: The standard error of two independent groups.
def choose(pages):
    scores = pages.groupby("query")[["naive", "weighted"]].mean()
    gain = scores["weighted"] - scores["naive"]
    margin = 1.96 * np.sqrt(scores["weighted"].sem() ** 2 + scores["naive"].sem() ** 2)
    if gain.mean() > margin:
        return "weighted"
    return "naive" if gain.mean() < -margin else "undecided"
