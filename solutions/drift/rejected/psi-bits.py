# question: psi
# why: The logarithm to base 2.
def psi(reference, current, eps):
    p, q = (np.maximum(np.asarray(x) / np.sum(x), eps) for x in (reference, current))
    return ((q - p) * np.log2(q / p)).sum()
