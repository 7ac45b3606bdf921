# question: relevance
# why: Labels taken for places in a loop: only a table numbered from zero works.
def relevance(impressions, examination):
    n = impressions["doc_id"].max() + 1
    total, shown = np.zeros(n), np.zeros(n)
    by_label = impressions.sort_index()
    for i in range(len(impressions)):
        d = impressions["doc_id"].iloc[i]
        shown[d] += 1
        total[d] += by_label["click"].iloc[i] / examination[impressions["position"].iloc[i] - 1]
    return total / shown
