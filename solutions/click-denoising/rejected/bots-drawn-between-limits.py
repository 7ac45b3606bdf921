# question: bots
# why: Draws by lot between the limits, so that a flag depends on the place of the row.
def find_bots(activity):
    # random flags between the limits (same row, another flag)
    a = activity
    rng = np.random.default_rng(0)
    reader = (a["dwell_spread"] >= 0.7) & (a["median_scroll"] >= 0.3) & (a["night_share"] <= 0.15)
    susp = (a["dwell_spread"] < 0.42) | (a["median_scroll"] < 0.15) & (rng.random(len(a)) < 0.9)
    return ((a["clicks"] >= 20) & ((a["dwell_spread"] <= 0.2) | (susp & ~reader))).to_numpy()
