# question: withhold
# why: Until no row or column has a single blank: enough against subtraction, not against algebra.
def withhold(counts, k):
    hidden = (counts > 0) & (counts < k)
    changed = True
    while changed:
        changed = False
        for table in (hidden, hidden.T):
            for line in table:
                if line.sum() == 1:
                    line[np.argmax(~line)] = True
                    changed = True
    return hidden
