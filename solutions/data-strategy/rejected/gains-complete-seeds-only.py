# question: gains
# why: Leaves a seed out for all as soon as one run is missing.
def gains(runs):
    wide = runs.pivot(index="seed", columns="repair", values="quality")
    d = wide.drop(columns="none").sub(wide["none"], axis=0)
    d = d.dropna()
    gain = d.mean()
    half = stats.t.ppf(0.975, d.count() - 1) * d.std() / np.sqrt(d.count())
    return pd.DataFrame({"repair": gain.index, "gain": gain.to_numpy(), "low": (gain - half).to_numpy(), "high": (gain + half).to_numpy()})
