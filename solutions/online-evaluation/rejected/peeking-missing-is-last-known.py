# question: peeking
# why: A missing error is replaced by the last known one.
def first_stop(differences, errors, users, rho, alpha):
    known = 0.5
    for look, (d, s, n) in enumerate(zip(differences, errors, users), start=1):
        d, s, n = float(d), float(s), float(n)
        s = s if s > 0 else known
        known = s
        width = s * np.sqrt((1 + 1 / (n * rho)) * (np.log(1 + n * rho) + 2 * np.log(1 / alpha)))
        if abs(d) > width:
            return look
    return 0
