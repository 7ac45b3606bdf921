# question: off-policy
# why: The old policy's click rate, not corrected at all.
def off_policy(log, target):
    rate = log["click"].mean()
    return {"ips": rate, "snips": rate, "effective_rows": len(log)}
