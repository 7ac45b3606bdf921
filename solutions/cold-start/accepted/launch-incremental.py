# question: launch
# why: Buyers are added step by step in rising order; rows are put in order at the end.
def launch(history, counts, holdout, seed, models, metric):
    rng = np.random.default_rng(seed)
    held = np.zeros_like(history)
    queue = []
    for i in range(len(history)):
        buyers = rng.permutation(np.flatnonzero(history[i])).tolist()
        for b in buyers[:holdout]:
            held[i, b] = True
        queue.append(buyers[holdout:])
    revealed = np.zeros_like(history)
    rows = {}
    done = 0
    for n in sorted(counts):
        for i, q in enumerate(queue):
            revealed[i, q[done:n]] = True
        done = n
        rows[n] = {name: metric(f(revealed), revealed, held) for name, f in models.items()}
    return pd.DataFrame([rows[n] for n in counts])
