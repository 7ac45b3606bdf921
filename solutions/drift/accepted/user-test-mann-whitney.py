# question: user-test
# why: Ranks of the users' medians.
def user_test(before, after):
    a, b = (side.groupby("user")["value"].median() for side in (before, after))
    return float(stats.mannwhitneyu(a, b).pvalue)
