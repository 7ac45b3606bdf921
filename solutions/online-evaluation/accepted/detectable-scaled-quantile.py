# question: detectable
# why: A normal distribution around the limit of significance.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    error = (sd_a**2 / n_a + sd_b**2 / n_b) ** 0.5
    limit = stats.norm(0, error).ppf(1 - alpha / 2)
    return stats.norm(limit, error).ppf(power)
