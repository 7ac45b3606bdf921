# question: confidence
# why: Steps: ignored, tried, watched, finished.
def confidence(fraction):
    weights = []
    for f in fraction:
        if np.isnan(f) or f < 0.1:
            weights.append(0)
        elif f < 0.5:
            weights.append(1)
        elif f < 0.9:
            weights.append(3)
        else:
            weights.append(5)
    return weights
