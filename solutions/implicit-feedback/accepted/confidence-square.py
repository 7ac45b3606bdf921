# question: confidence
# why: A square, scaled up: a weight need not be below one.
def confidence(fraction):
    fraction[np.isnan(fraction)] = 0
    return 40 * np.clip(fraction, 0, 1) ** 2
