# question: peeking
# why: Always-valid p-values: the least so far, compared with the level.
def first_stop(differences, errors, users, rho, alpha):
    for look, (d, s, n) in enumerate(zip(differences, errors, users)):
        if np.isnan(s) or s == 0:
            continue
        g = float(n) * rho
        log_ratio = (d / s) ** 2 * g / (1 + g) / 2 - np.log1p(g) / 2
        if -log_ratio < np.log(alpha):
            return look + 1
    return 0
