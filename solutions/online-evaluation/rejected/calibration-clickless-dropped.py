# question: calibration
# why: Slices without a click are left out of other.
def calibration(rows, least):
    names = [None if pd.isna(s) else s for s in rows["slice"]]
    promised, clicks = {}, {}
    for name, p, y in zip(names, rows["predicted"].astype(float), rows["clicked"].astype(int)):
        promised[name] = promised.get(name, 0.0) + p
        clicks[name] = clicks.get(name, 0) + y
    thick = [s for s in clicks if s is not None and clicks[s] >= least]
    thin = [s for s in clicks if s not in thick]
    answer = {s: promised[s] / clicks[s] for s in thick}
    if sum(clicks[s] for s in thin) > 0:
        answer["other"] = sum(promised[s] for s in thin if clicks[s]) / sum(clicks[s] for s in thin)
    return answer
