# question: detectable
# why: The smaller size for both arms.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    n_a = n_b = min(n_a, n_b)
    error = np.sqrt(sd_a**2 / n_a + sd_b**2 / n_b)
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)
    return error * z
