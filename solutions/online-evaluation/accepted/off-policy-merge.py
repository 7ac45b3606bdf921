# question: off-policy
# why: Joined tables of rows.
def supported_value(log, old, new):
    long = pd.concat([t.rename_axis("context").reset_index().melt("context", var_name="action", value_name="chance_" + n).set_index(["context", "action"]) for t, n in ((old, "p"), (new, "q"))], axis=1).reset_index()
    rows = log.reset_index(drop=True).astype({"reward": float}).merge(long, on=["context", "action"], how="left")
    w = rows["chance_q"] / rows["chance_p"]
    bare = long[long["chance_p"] == 0].groupby("context")["chance_q"].sum()
    return [(w * rows["reward"]).sum() / w.sum(), w.sum() ** 2 / (w**2).sum(), rows["context"].map(bare).fillna(0).mean()]
