# question: power
# why: Searches for the first number whose power is enough.
def parcels_needed(p, d, alpha, power, m, rho):
    spread = (p * (1 - p) + (p - d) * (1 - p + d)) * (1 + (m - 1) * rho)
    z = stats.norm.isf(alpha / 2)
    n = 1
    step = 1 << 30
    n = 0
    while step:
        if stats.norm.cdf(d / np.sqrt(spread / (n + step)) - z) < power:
            n += step
        step >>= 1
    return n + 1
