# question: detectable
# why: The quantile function of scipy.special, of the lower tail.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    from scipy.special import ndtri
    variance = sd_a * sd_a / n_a + sd_b * sd_b / n_b
    return (ndtri(power) - ndtri(alpha / 2)) * variance**0.5
