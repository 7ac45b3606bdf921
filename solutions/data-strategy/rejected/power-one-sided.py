# question: power
# why: All of alpha on one side.
def parcels_needed(p, d, alpha, power, m, rho):
    z = stats.norm.ppf(1 - alpha) + stats.norm.ppf(power)
    v = p * (1 - p) + (p - d) * (1 - p + d)
    return int(np.ceil(z**2 * v / d**2 * (1 + (m - 1) * rho)))
