# question: leave-last-out
# why: A loop over the users.
def leave_last_out(log):
    train, test = [], []
    for _, events in log.groupby("user"):
        events = events.sort_values("time").to_dict("records")
        if len(events) > 1:
            test.append(events.pop())
        train.extend(events)
    return pd.DataFrame(train), pd.DataFrame(test)
