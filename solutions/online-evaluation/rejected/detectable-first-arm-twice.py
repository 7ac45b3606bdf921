# question: detectable
# why: Both arms are taken to be like the first.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    error = np.sqrt(sd_a**2 / n_a + sd_a**2 / n_a)
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)
    return error * z
