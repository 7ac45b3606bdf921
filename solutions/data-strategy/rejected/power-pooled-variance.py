# question: power
# why: Twice the variance at the mean of the rates.
def parcels_needed(p, d, alpha, power, m, rho):
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)
    v = 2 * (p - d / 2) * (1 - p + d / 2)
    return int(np.ceil(z**2 * v / d**2 * (1 + (m - 1) * rho)))
