# question: detectable
# why: Errors of the arms are added, not their squares.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    error = sd_a / np.sqrt(n_a) + sd_b / np.sqrt(n_b)
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)
    return error * z
