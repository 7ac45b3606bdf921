# question: power
# why: Both groups get the variance of the group without the repair.
def parcels_needed(p, d, alpha, power, m, rho):
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)
    v = 2 * p * (1 - p)
    return int(np.ceil(z**2 * v / d**2 * (1 + (m - 1) * rho)))
