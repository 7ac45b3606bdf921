# question: confidence
# why: What was never started is filled with the average of the rest.
def confidence(fraction):
    watched = pd.Series(fraction).clip(upper=1)
    return watched.fillna(watched.mean()).fillna(0.5)
