# question: off-policy
# why: Keeps only the rows of the target's favourite and calls their mean the value.
def off_policy(log, target):
    kept = log[log["item"] == np.argmax(target)]["click"]
    value = kept.mean() if len(kept) else 0.0
    return {"ips": value, "snips": value, "effective_rows": len(kept)}
