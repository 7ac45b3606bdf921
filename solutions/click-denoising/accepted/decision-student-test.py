# question: decision
# why: Student's paired test, at five per cent.
def choose(pages):
    from scipy import stats

    scores = pages.groupby("query")[["naive", "weighted"]].mean()
    if np.allclose(scores["naive"], scores["weighted"], atol=1e-12):
        return "undecided"
    test = stats.ttest_rel(scores["weighted"], scores["naive"])
    if test.pvalue > 0.05:
        return "undecided"
    return "weighted" if test.statistic > 0 else "naive"
