# question: user-test
# why: Returns the statistic instead of the p-value.
def user_test(before, after):
    a, b = (side.groupby("user")["value"].mean() for side in (before, after))
    return stats.ks_2samp(a, b).statistic
