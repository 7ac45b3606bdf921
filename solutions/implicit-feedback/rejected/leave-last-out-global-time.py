# question: leave-last-out
# why: One cut in time for all: many users get no test event and some several.
def leave_last_out(log):
    by_time = log.sort_values("time")
    cut = len(log) - log["user"].duplicated().any() * log["user"].nunique()
    return by_time.iloc[:cut], by_time.iloc[cut:]
