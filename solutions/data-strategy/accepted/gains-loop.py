# question: gains
# why: Dictionaries by seed, and SciPy for the interval.
def gains(runs):
    quality = {(s, r): q for s, r, q in zip(runs["seed"], runs["repair"], runs["quality"])}
    rows = []
    for repair in sorted(set(runs["repair"]) - {"none"}):
        d = [q - quality[s, "none"] for (s, r), q in quality.items() if r == repair and (s, "none") in quality]
        interval = stats.ttest_1samp(d, 0).confidence_interval(0.95)
        rows.append({"repair": repair, "gain": np.mean(d), "low": interval.low, "high": interval.high})
    return pd.DataFrame(rows)
