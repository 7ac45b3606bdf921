# question: detectable
# why: The quantiles of the standard library.
def detectable(sd_a, sd_b, n_a, n_b, alpha, power):
    import math
    import statistics
    z = statistics.NormalDist().inv_cdf
    return (z(1 - alpha / 2) + z(power)) * math.hypot(sd_a / math.sqrt(n_a), sd_b / math.sqrt(n_b))
