# question: user-test
# why: A t-test on the rows.
def user_test(before, after):
    return stats.ttest_ind(before["value"], after["value"], equal_var=False).pvalue
