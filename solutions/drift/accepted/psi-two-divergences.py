# question: psi
# why: PSI is the sum of both Kullback-Leibler sums over the raised shares.
def psi(reference, current, eps):
    p = np.asarray(reference, dtype=float) / np.sum(reference)
    q = np.asarray(current, dtype=float) / np.sum(current)
    p[p < eps] = eps
    q[q < eps] = eps
    return np.array([p @ np.log(p / q) + q @ np.log(q / p)])
