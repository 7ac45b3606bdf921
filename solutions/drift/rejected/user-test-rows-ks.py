# question: user-test
# why: Kolmogorov-Smirnov on the rows.
def user_test(before, after):
    return stats.ks_2samp(before["value"], after["value"]).pvalue
