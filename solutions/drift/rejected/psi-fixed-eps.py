# question: psi
# why: Ignores eps for a constant of its own.
def psi(reference, current, eps):
    p, q = (np.maximum(np.asarray(x) / np.sum(x), 1e-4) for x in (reference, current))
    return ((q - p) * np.log(q / p)).sum()
