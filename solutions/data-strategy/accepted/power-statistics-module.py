# question: power
# why: Quantiles of Python's own normal distribution.
def parcels_needed(p, d, alpha, power, m, rho):
    from math import ceil
    from statistics import NormalDist

    z = NormalDist().inv_cdf(1 - alpha / 2) + NormalDist().inv_cdf(power)
    rates = (p, p - d)
    return ceil(sum(r * (1 - r) for r in rates) * (z / d) ** 2 * (1 + (m - 1) * rho))
