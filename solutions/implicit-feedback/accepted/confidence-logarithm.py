# question: confidence
# why: A logarithm: early minutes count most, and the end still counts.
def confidence(fraction):
    return np.log1p(10 * pd.Series(fraction).fillna(0).clip(upper=1))
