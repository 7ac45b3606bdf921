# question: detectable
# why: The mean of both variances for either arm.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    error = np.sqrt((sd_a**2 + sd_b**2) / 2 * (1 / n_a + 1 / n_b))
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)
    return error * z
