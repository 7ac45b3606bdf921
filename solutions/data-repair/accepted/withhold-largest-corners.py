# question: withhold
# why: The rectangle over the largest opposite count; a list of lists of whole numbers comes out.
def withhold(counts, k):
    out = [[0] * counts.shape[1] for _ in range(counts.shape[0])]
    for r in range(counts.shape[0]):
        for c in range(counts.shape[1]):
            if 0 < counts[r, c] < k:
                best = None
                for i in range(counts.shape[0]):
                    for j in range(counts.shape[1]):
                        if i != r and j != c and (best is None or counts[i, j] > counts[best]):
                            best = i, j
                i, j = best
                out[r][c] = out[i][c] = out[r][j] = out[i][j] = 1
    return out
