# question: psi
# why: A loop over the bins with the logarithms' difference.
def psi(reference, current, eps):
    import math
    total = 0
    n, m = sum(reference), sum(current)
    for a, b in zip(reference, current):
        p, q = max(a / n, eps), max(b / m, eps)
        total += (p - q) * (math.log(p) - math.log(q))
    return total
