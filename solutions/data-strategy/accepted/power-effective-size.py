# question: power
# why: The effective number first, then the design effect.
def parcels_needed(p, d, alpha, power, m, rho):
    error = d / (stats.norm.isf(alpha / 2) - stats.norm.isf(power))
    independent = (p - p**2 + (p - d) - (p - d) ** 2) / error**2
    return np.ceil(independent + independent * (m - 1) * rho)
