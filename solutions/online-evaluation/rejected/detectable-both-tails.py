# question: detectable
# why: The wrong sign counts as found, too.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    from scipy.optimize import brentq
    error = np.sqrt(sd_a**2 / n_a + sd_b**2 / n_b)
    z = stats.norm.ppf(1 - alpha / 2)
    found = lambda d: stats.norm.cdf(d - z) + stats.norm.cdf(-d - z) - power
    return error * brentq(found, 0, 50, xtol=1e-13)
