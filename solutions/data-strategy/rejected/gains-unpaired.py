# question: gains
# why: Compares the averages of two samples; the spread of the seeds hides the gain.
def gains(runs):
    wide = runs.pivot(index="seed", columns="repair", values="quality")
    d = wide.drop(columns="none").sub(wide["none"], axis=0)
    w = wide.drop(columns="none")
    gain = w.mean() - wide["none"].mean()
    half = stats.t.ppf(0.975, w.count() - 1) * np.sqrt(w.var() / w.count() + wide["none"].var() / wide["none"].count())
    return pd.DataFrame({"repair": gain.index, "gain": gain.to_numpy(), "low": (gain - half).to_numpy(), "high": (gain + half).to_numpy()})
