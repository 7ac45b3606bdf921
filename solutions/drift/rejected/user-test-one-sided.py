# question: user-test
# why: Sees only a rise.
def user_test(before, after):
    a, b = (side.groupby("user")["value"].mean() for side in (before, after))
    return stats.mannwhitneyu(a, b, alternative="less").pvalue
