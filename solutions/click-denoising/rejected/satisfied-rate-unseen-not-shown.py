# question: satisfied-rate
# why: Drops the clicks without a dwell time from the denominator, too.
def satisfied_rate(impressions, threshold):
    # the clicks without a dwell time are thrown out of the denominator too
    ok = impressions[(impressions["click"] == 0) | impressions["dwell"].notna()]
    return (ok["dwell"] >= threshold).groupby(ok["doc_id"]).mean().to_numpy()
