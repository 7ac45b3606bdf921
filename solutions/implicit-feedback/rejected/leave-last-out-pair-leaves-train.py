# question: leave-last-out
# why: An earlier event with the same title leaves train as well.
def leave_last_out(log):
    order = log.sort_values("time")
    last = ~order.duplicated("user", keep="last") & order.duplicated("user")
    test = order[last]
    pairs = set(zip(test["user"], test["item"]))
    known = [pair in pairs for pair in zip(order["user"], order["item"])]
    return order[~np.array(known, dtype=bool)], test
