# question: bots
# why: A score of three signs within the limits.
def find_bots(activity):
    x = activity[["clicks", "dwell_spread", "median_scroll", "night_share", "pages"]].to_numpy(
        float
    )
    enough = x[:, 0] >= 20
    clock = enough & (x[:, 1] <= 0.2)
    reads = (x[:, 1] >= 0.7) & (x[:, 2] >= 0.3) & (x[:, 3] <= 0.15)
    with np.errstate(all="ignore"):
        z = (x[:, 3] - 0.083) / np.sqrt(0.083 * 0.917 / np.maximum(x[:, 4], 1))
    score = 3 * (x[:, 1] <= 0.42) + (z > 4) + (z > 6) + (x[:, 2] < 0.31)
    return np.select([~enough, clock, reads], [False, True, False], score >= 3).astype("uint8")
