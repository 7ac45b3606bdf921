# question: expose
# why: Found by trying.
def exposing_test():
    draw = np.random.default_rng(0)
    while True:
        users = draw.integers(100, 2000, 4)
        clicks = draw.integers(0, users + 1)
        r = clicks / users
        total = (clicks[[1, 3]].sum() / users[[1, 3]].sum()) - (clicks[[0, 2]].sum() / users[[0, 2]].sum())
        if r[1] > r[0] and r[3] > r[2] and total < 0:
            return pd.DataFrame({"day": [1, 1, 2, 2], "arm": ["old", "new"] * 2, "users": users, "clicks": clicks})
