# question: psi
# why: Divides by the sum again after raising.
def psi(reference, current, eps):
    p, q = (np.maximum(np.asarray(x) / np.sum(x), eps) for x in (reference, current))
    p, q = p / p.sum(), q / q.sum()
    return ((q - p) * np.log(q / p)).sum()
