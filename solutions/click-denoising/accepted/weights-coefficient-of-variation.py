# question: weights
# why: Kish's other form: n / (1 + squared coefficient of variation).
def clipped_weights(position, examination, max_weight):
    weights = pd.Series([1 / examination[k - 1] for k in position]).clip(upper=max_weight)
    variation = weights.std(ddof=0) / weights.mean()
    return weights, len(weights) / (1 + variation**2)
