# question: user-test
# why: One mean a user from a dict of lists.
def user_test(before, after):
    def means(side):
        values = {}
        for user, value in zip(side["user"].tolist(), side["value"].tolist()):
            values.setdefault(user, []).append(value)
        return [sum(v) / len(v) for _, v in sorted(values.items())]
    return stats.ks_2samp(means(before), means(after))[1]
