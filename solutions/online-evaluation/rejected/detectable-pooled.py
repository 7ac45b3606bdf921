# question: detectable
# why: One variance for both arms, weighted by their sizes.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    error = np.sqrt((sd_a**2 * n_a + sd_b**2 * n_b) / (n_a + n_b) * (1 / n_a + 1 / n_b))
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)
    return error * z
