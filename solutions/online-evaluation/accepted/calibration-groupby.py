# question: calibration
# why: Sums by group, thin ones added up.
def calibration(rows, least):
    table = pd.DataFrame({"s": list(rows["slice"]), "p": list(rows["predicted"]), "y": list(rows["clicked"])})
    table["p"], table["y"] = table["p"].astype(float), table["y"].astype(float)
    sums = table.groupby("s", dropna=True)[["p", "y"]].sum()
    thick = sums[sums["y"] >= least]
    answer = (thick["p"] / thick["y"]).to_dict()
    rest = table[["p", "y"]].sum() - thick.sum()
    inside = table[~table["s"].isin(thick.index)]
    if rest["y"] > 0:
        answer["other"] = inside["p"].sum() / inside["y"].sum()
    return answer
