# question: fold-in
# why: The mean of the distinct rows ranks as the sum does; a loop collects the best.
def fold_in(B, watched, k):
    history = list(dict.fromkeys(watched))
    left = {j: np.mean([B[i][j] for i in history]) for j in range(len(B)) if j not in history}
    best = []
    while len(best) < k:
        best.append(max(left, key=left.get))
        del left[best[-1]]
    return best
