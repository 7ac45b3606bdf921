# question: psi
# why: The Kullback-Leibler divergence: half of the sum.
def psi(reference, current, eps):
    p, q = (np.maximum(np.asarray(x) / np.sum(x), eps) for x in (reference, current))
    return (q * np.log(q / p)).sum()
