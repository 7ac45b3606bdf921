# question: detectable
# why: Upper quantiles.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    return (stats.norm.isf(alpha / 2) + stats.norm.isf(1 - power)) * np.sqrt(np.square(sd_a) / n_a + np.square(sd_b) / n_b)
