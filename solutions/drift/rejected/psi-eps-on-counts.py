# question: psi
# why: Raises counts instead of shares.
def psi(reference, current, eps):
    p, q = (np.maximum(x, eps) / np.sum(np.maximum(x, eps)) for x in (reference, current))
    return ((q - p) * np.log(q / p)).sum()
