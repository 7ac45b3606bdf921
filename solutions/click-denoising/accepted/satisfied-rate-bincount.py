# question: satisfied-rate
# why: NumPy's counts; asks for the click as well as for the stay.
def satisfied_rate(impressions, threshold):
    doc = impressions["doc_id"].to_numpy()
    long = (impressions["click"].to_numpy() == 1) & (impressions["dwell"].to_numpy() >= threshold)
    return np.bincount(doc, weights=long) / np.bincount(doc)
