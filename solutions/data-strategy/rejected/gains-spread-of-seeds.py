# question: gains
# why: The spread of single seeds, not of their mean.
def gains(runs):
    wide = runs.pivot(index="seed", columns="repair", values="quality")
    d = wide.drop(columns="none").sub(wide["none"], axis=0)
    gain = d.mean()
    half = stats.t.ppf(0.975, d.count() - 1) * d.std()
    return pd.DataFrame({"repair": gain.index, "gain": gain.to_numpy(), "low": (gain - half).to_numpy(), "high": (gain + half).to_numpy()})
