# question: detectable
# why: The whole level on one side.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    error = np.sqrt(sd_a**2 / n_a + sd_b**2 / n_b)
    z = stats.norm.ppf(1 - alpha) + stats.norm.ppf(power)
    return error * z
