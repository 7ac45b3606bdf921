# question: user-test
# why: Corrects for three tests that nobody made: p-values are too large.
def user_test(before, after):
    a, b = (side.groupby("user")["value"].mean() for side in (before, after))
    return float(min(1, 3 * stats.mannwhitneyu(a, b).pvalue))
