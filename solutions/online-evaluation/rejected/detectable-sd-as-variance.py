# question: detectable
# why: The deviations are not squared.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    error = np.sqrt(sd_a / n_a + sd_b / n_b)
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)
    return error * z
