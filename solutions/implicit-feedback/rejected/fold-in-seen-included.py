# question: fold-in
# why: The items just watched are recommended again.
def fold_in(B, watched, k):
    history = np.zeros(len(B))
    history[watched] = 1
    return np.argsort(-(history @ B))[:k]
