# question: power
# why: A true fall of d just reaches significance on average: the power is one half.
def parcels_needed(p, d, alpha, power, m, rho):
    z = stats.norm.ppf(1 - alpha / 2)
    v = p * (1 - p) + (p - d) * (1 - p + d)
    return int(np.ceil(z**2 * v / d**2 * (1 + (m - 1) * rho)))
