# question: user-test
# why: One number a user, but the sum: who is busier seems to have changed.
def user_test(before, after):
    a, b = (side.groupby("user")["value"].sum() for side in (before, after))
    return stats.ks_2samp(a, b).pvalue
