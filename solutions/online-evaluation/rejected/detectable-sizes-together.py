# question: detectable
# why: All users in one sample.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    error = np.sqrt((sd_a**2 + sd_b**2) / (n_a + n_b))
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)
    return error * z
