# question: user-test
# why: Welch's t-test on one mean a user.
def user_test(before, after):
    a = before.pivot_table(index="user", values="value")["value"]
    b = after.pivot_table(index="user", values="value")["value"]
    return stats.ttest_ind(a, b, equal_var=False)[1]
