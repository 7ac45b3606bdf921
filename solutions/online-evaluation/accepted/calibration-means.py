# question: calibration
# why: Mean promised over mean observed: the same number.
def calibration(rows, least):
    names, groups = rows["slice"].tolist(), {}
    p, y = rows["predicted"].to_numpy(dtype=float), rows["clicked"].to_numpy(dtype=float)
    for position, name in enumerate(names):
        groups.setdefault(None if pd.isna(name) else name, []).append(position)
    answer, rest = {}, []
    for name, positions in groups.items():
        if name is not None and y[positions].sum() >= least:
            answer[name] = p[positions].mean() / y[positions].mean()
        else:
            rest += positions
    if rest and y[rest].sum() > 0:
        answer["other"] = p[rest].mean() / y[rest].mean()
    return answer
