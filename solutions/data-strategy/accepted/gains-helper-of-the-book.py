# question: gains
# why: The book's own estimate over seeds.
def gains(runs):
    from dataproblems.evidence import over_seeds

    none = runs[runs["repair"] == "none"].set_index("seed")["quality"]
    rows = []
    for repair, own in runs[runs["repair"] != "none"].groupby("repair"):
        d = (own.set_index("seed")["quality"] - none).dropna()
        e = over_seeds(d)
        rows.append((repair, e.value, e.low, e.high))
    return pd.DataFrame(rows, columns=["repair", "gain", "low", "high"])
