# question: satisfied-rate
# why: Counts in eight bits, which overflow at 128.
def satisfied_rate(impressions, threshold):
    # per-click shrink / int8 counters
    d = impressions["doc_id"].to_numpy()
    n = d.max() + 1
    long, seen = np.zeros(n, dtype=np.int8), np.zeros(n, dtype=np.int8)
    np.add.at(long, d, (impressions["dwell"] >= threshold).to_numpy().astype(np.int8))
    np.add.at(seen, d, np.int8(1))
    return long / seen
