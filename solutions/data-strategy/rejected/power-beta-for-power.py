# question: power
# why: Takes the quantile of beta for that of the power.
def parcels_needed(p, d, alpha, power, m, rho):
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(1 - power)
    v = p * (1 - p) + (p - d) * (1 - p + d)
    return int(np.ceil(v * z**2 / d**2 * (1 + (m - 1) * rho)))
