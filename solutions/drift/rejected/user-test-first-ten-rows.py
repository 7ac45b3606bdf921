# question: user-test
# why: Only the first ten rows of each user.
def user_test(before, after):
    means = [side.groupby("user").head(10).groupby("user")["value"].mean() for side in (before, after)]
    return stats.ks_2samp(*means).pvalue
