# question: peeking
# why: A missing error is an infinite one.
def first_stop(differences, errors, users, rho, alpha):
    s = np.where(np.nan_to_num(np.asarray(errors, dtype=float)) > 0, errors, np.inf)
    g = np.asarray(users, dtype=float) * rho
    with np.errstate(all="ignore"):
        z = np.abs(np.asarray(differences, dtype=float)) / s
    beyond = (z > np.sqrt((1 + 1 / g) * (np.log(1 + g) - 2 * np.log(alpha)))).tolist()
    return beyond.index(True) + 1 if True in beyond else 0
