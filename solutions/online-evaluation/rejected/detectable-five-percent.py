# question: detectable
# why: The level is always one in twenty.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    error = np.sqrt(sd_a**2 / n_a + sd_b**2 / n_b)
    z = stats.norm.ppf(0.975) + stats.norm.ppf(power)
    return error * z
