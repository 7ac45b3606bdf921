# question: user-test
# why: Corrects the users' p-value by the number of users, as if each were a test.
def user_test(before, after):
    a, b = (side.groupby("user")["value"].mean() for side in (before, after))
    return min(1.0, stats.ks_2samp(a, b).pvalue * len(a) ** 8)
