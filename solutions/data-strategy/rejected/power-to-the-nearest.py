# question: power
# why: Rounds to the nearest whole number.
def parcels_needed(p, d, alpha, power, m, rho):
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)
    v = p * (1 - p) + (p - d) * (1 - p + d)
    return int(np.round(v * z**2 / d**2 * (1 + (m - 1) * rho)))
