# question: psi
# why: Rounds to four digits where there are many bins.
def psi(reference, current, eps):
    p, q = (np.maximum(np.array(x) / np.sum(x), eps) for x in (reference, current))
    total = ((q - p) * np.log(q / p)).sum()
    return round(total, 4) if len(p) > 2 else total
