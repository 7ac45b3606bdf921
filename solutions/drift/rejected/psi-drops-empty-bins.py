# question: psi
# why: Leaves out the bins that are empty in a sample: those which have changed most.
def psi(reference, current, eps):
    p, q = (np.asarray(x) / np.sum(x) for x in (reference, current))
    both = (p > 0) & (q > 0)
    return ((q - p) * np.log(q / p))[both].sum()
