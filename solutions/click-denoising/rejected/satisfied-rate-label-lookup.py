# question: satisfied-rate
# why: Labels taken for places in a loop.
def satisfied_rate(impressions, threshold):
    n = impressions["doc_id"].max() + 1
    long, shown = np.zeros(n), np.zeros(n)
    for i in range(len(impressions)):
        d = impressions["doc_id"].loc[impressions.index.min() + i]
        shown[d] += 1
        long[d] += impressions["dwell"].iloc[i] >= threshold
    return long / shown
