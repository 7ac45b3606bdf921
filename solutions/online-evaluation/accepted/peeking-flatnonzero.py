# question: peeking
# why: The first of the positions found.
def first_stop(differences, errors, users, rho, alpha):
    d, s, n = (np.array(v, dtype=float) for v in (differences, errors, users))
    z2 = (1 + n * rho) / (n * rho) * (np.log1p(n * rho) + np.log(alpha**-2.0))
    hits = np.flatnonzero((s > 0) & (d**2 > s**2 * z2))
    return hits[0] + 1 if len(hits) else 0
