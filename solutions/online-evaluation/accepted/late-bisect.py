# question: late
# why: The standard library finds the place.
def conversion_rate(clicks, lags, now):
    from bisect import bisect_right
    order = sorted(map(float, lags))
    rows = [(t, c) for t, c in zip(map(float, clicks["time"]), map(float, clicks["converted"])) if t <= now]
    return sum(c <= now for _, c in rows) * len(order) / sum(bisect_right(order, now - t) for t, _ in rows)
