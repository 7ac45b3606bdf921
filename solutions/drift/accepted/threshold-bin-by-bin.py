# question: threshold
# why: Draws each bin from what the bins before it have left.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng(seed)

    def sample(n):
        left, rest, counts = np.full(draws, n), 1.0, []
        for chance in share[:-1]:
            counts.append(rng.binomial(left, min(1.0, chance / rest) if rest > 1e-12 else 0.0))
            left, rest = left - counts[-1], rest - chance
        return np.column_stack([*counts, left])

    return np.sort(jensen_shannon(sample(n_reference), sample(n_current)))[::-1][int(alpha * draws)]
