# question: detectable
# why: A two-sided quantile of the power as well.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    error = np.sqrt(sd_a**2 / n_a + sd_b**2 / n_b)
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(1 - (1 - power) / 2)
    return error * z
