# question: psi
# why: Adds eps to every share instead of raising those below it.
def psi(reference, current, eps):
    p, q = (np.asarray(x) / np.sum(x) + eps for x in (reference, current))
    return ((q - p) * np.log(q / p)).sum()
