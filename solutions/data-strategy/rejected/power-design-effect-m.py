# question: power
# why: m in place of m - 1.
def parcels_needed(p, d, alpha, power, m, rho):
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)
    v = p * (1 - p) + (p - d) * (1 - p + d)
    return int(np.ceil(z**2 * v / d**2 * (1 + m * rho)))
