# question: peeking
# why: Both ends of each interval.
def first_stop(differences, errors, users, rho, alpha):
    stop = 0
    for k in reversed(range(len(users))):
        error, grown = float(errors[k]), float(users[k]) * rho
        if not error > 0:
            continue
        half = error * np.sqrt((1 + 1 / grown) * (np.log1p(grown) + 2 * np.log(1 / alpha)))
        low, high = differences[k] - half, differences[k] + half
        if low > 0 or high < 0:
            stop = k + 1
    return stop
