# question: threshold
# why: A fixed threshold for every size.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    return 0.2
