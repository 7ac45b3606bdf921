# question: peeking
# why: The next of a generator, or nought.
def first_stop(differences, errors, users, rho, alpha):
    from math import log, sqrt
    def outside(d, s, n):
        return s == s and s > 0 and not -1 <= d / (s * sqrt((1 + 1 / (n * rho)) * (log(1 + n * rho) - 2 * log(alpha)))) <= 1
    looks = zip(map(float, differences), map(float, errors), map(float, users))
    return next((k for k, look in enumerate(looks, 1) if outside(*look)), 0)
