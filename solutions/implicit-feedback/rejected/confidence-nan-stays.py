# question: confidence
# why: A title that was never started has no weight at all, which spreads NaN into the model.
def confidence(fraction):
    return np.minimum(fraction, 1.0)
