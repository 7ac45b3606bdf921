# question: peeking
# why: The level is divided by the number of looks.
def first_stop(differences, errors, users, rho, alpha):
    for look, (d, s, n) in enumerate(zip(differences, errors, users), start=1):
        d, s, n = float(d), float(s), float(n)
        if not s > 0:
            continue
        width = s * stats.norm.ppf(1 - alpha / 2 / len(users))
        if abs(d) > width:
            return look
    return 0
