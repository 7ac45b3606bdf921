# question: detectable
# why: Divided by the users less one.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    error = np.sqrt(sd_a**2 / (n_a - 1) + sd_b**2 / (n_b - 1))
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)
    return error * z
