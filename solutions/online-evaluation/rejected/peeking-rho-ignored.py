# question: peeking
# why: The tuning number is one.
def first_stop(differences, errors, users, rho, alpha):
    for look, (d, s, n) in enumerate(zip(differences, errors, users), start=1):
        d, s, n = float(d), float(s), float(n)
        if not s > 0:
            continue
        width = s * np.sqrt((1 + 1 / (n)) * (np.log(1 + n) + 2 * np.log(1 / alpha)))
        if abs(d) > width:
            return look
    return 0
