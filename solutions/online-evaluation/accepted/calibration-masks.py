# question: calibration
# why: A mask for each slice.
def calibration(rows, least):
    rows = rows.reset_index(drop=True)
    p, y = rows["predicted"].astype("float64"), rows["clicked"].astype("int64")
    left, out = pd.Series(True, index=rows.index), {}
    for name in rows["slice"].dropna().unique():
        mine = (rows["slice"] == name).fillna(False).astype(bool)
        if y[mine].sum() >= least:
            out[name] = np.float64(p[mine].sum() / y[mine].sum())
            left &= ~mine
    if y[left].sum():
        out["other"] = p[left].sum() / y[left].sum()
    return out
