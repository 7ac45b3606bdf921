# question: decision
# why: Does not decide below thirty queries.
from scipy import stats
def choose(pages):
    q = pages.groupby("query")[["naive", "weighted"]].mean()
    g = q["weighted"] - q["naive"]
    if (g == 0).all(): return "undecided"
    if len(g) < 30: return "undecided"
    se = g.std() / np.sqrt(len(g))
    return "weighted" if g.mean() > 1.96 * se else "naive" if g.mean() < -1.96 * se else "undecided"
