# question: detectable
# why: A root of the chance to be found.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    from scipy.optimize import brentq
    error = np.sqrt(sd_a**2 / n_a + sd_b**2 / n_b)
    z = stats.norm.isf(alpha / 2)
    return brentq(lambda d: stats.norm.sf(z - d) - power, 0, 50, xtol=1e-14, rtol=1e-14) * error
