# question: psi
# why: Counts in single precision leave few digits of a small PSI.
def psi(reference, current, eps):
    p, q = (np.asarray(counts, dtype=np.float32) for counts in (reference, current))
    p, q = np.maximum(p / p.sum(), np.float32(eps)), np.maximum(q / q.sum(), np.float32(eps))
    return float(((q - p) * np.log(q / p)).sum())
