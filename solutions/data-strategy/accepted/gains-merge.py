# question: gains
# why: Joins each run with the plain one of its seed.
def gains(runs):
    plain = runs[runs["repair"] == "none"][["seed", "quality"]].rename(columns={"quality": "before"})
    both = runs[runs["repair"] != "none"].merge(plain, on="seed")
    both["d"] = both["quality"] - both["before"]
    table = both.groupby("repair")["d"].agg(["mean", "std", "count"])
    half = stats.t.ppf(0.975, table["count"] - 1) * table["std"] / np.sqrt(table["count"])
    return pd.DataFrame({"high": table["mean"] + half, "low": table["mean"] - half, "gain": table["mean"]}).reset_index()
