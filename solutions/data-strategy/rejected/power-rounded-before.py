# question: power
# why: Rounds before the design effect is counted.
def parcels_needed(p, d, alpha, power, m, rho):
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)
    v = p * (1 - p) + (p - d) * (1 - p + d)
    return int(np.ceil(np.ceil(z**2 * v / d**2) * (1 + (m - 1) * rho)))
