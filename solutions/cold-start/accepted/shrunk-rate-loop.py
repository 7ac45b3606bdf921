# question: shrunk-rate
# why: A loop, which returns a list.
def shrunk_rate(sales, views, prior, k):
    rates = []
    for s, n, p in zip(sales, views, prior):
        if n == 0:
            rates.append(p)
        else:
            w = n / (n + k)
            rates.append(w * s / n + (1 - w) * p)
    return rates
