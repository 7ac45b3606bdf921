# question: calibration
# why: least counts impressions in place of clicks.
def calibration(rows, least):
    names = [None if pd.isna(s) else s for s in rows["slice"]]
    promised, clicks, rows_of = {}, {}, {}
    for name, p, y in zip(names, rows["predicted"].astype(float), rows["clicked"].astype(int)):
        promised[name] = promised.get(name, 0.0) + p
        rows_of[name] = rows_of.get(name, 0) + 1
        clicks[name] = clicks.get(name, 0) + y
    thick = [s for s in clicks if s is not None and rows_of[s] >= least and clicks[s]]
    thin = [s for s in clicks if s not in thick]
    answer = {s: promised[s] / clicks[s] for s in thick}
    if sum(clicks[s] for s in thin) > 0:
        answer["other"] = sum(promised[s] for s in thin) / sum(clicks[s] for s in thin)
    return answer
