# question: detectable
# why: The limit of significance, which half of such tests reach.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    error = np.sqrt(sd_a**2 / n_a + sd_b**2 / n_b)
    z = stats.norm.ppf(1 - alpha / 2)
    return error * z
