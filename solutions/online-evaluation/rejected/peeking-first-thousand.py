# question: peeking
# why: Only the first thousand looks.
def first_stop(differences, errors, users, rho, alpha):
    for look, (d, s, n) in enumerate(zip(differences, errors, users), start=1):
        d, s, n = float(d), float(s), float(n)
        if not s > 0:
            continue
        width = s * np.sqrt((1 + 1 / (n * rho)) * (np.log(1 + n * rho) + 2 * np.log(1 / alpha)))
        if abs(d) > width and look <= 1000:
            return look
    return 0
