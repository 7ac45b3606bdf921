# question: user-test
# why: The lowest value of each user: busier users have more extreme ones.
def user_test(before, after):
    ends = [side.groupby("user")["value"].min() for side in (before, after)]
    return stats.mannwhitneyu(*ends).pvalue
