# question: user-test
# why: Rounds the users' means, whatever their unit.
def user_test(before, after):
    a, b = (side.groupby("user")["value"].mean().round(1) for side in (before, after))
    return stats.mannwhitneyu(a, b).pvalue
