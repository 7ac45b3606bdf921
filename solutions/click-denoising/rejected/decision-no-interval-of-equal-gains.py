# question: decision
# why: Student's interval of scipy is NaN where the standard error is 0.
from scipy import stats
def choose(pages):
    q = pages.groupby("query")[["naive", "weighted"]].mean()
    g = q["weighted"] - q["naive"]
    lo, hi = stats.t.interval(0.95, len(g) - 1, loc=g.mean(), scale=stats.sem(g))
    if lo > 0: return "weighted"
    if hi < 0: return "naive"
    return "undecided"
