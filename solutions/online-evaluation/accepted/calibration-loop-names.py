# question: calibration
# why: A pass for the names, and one for the sums.
def calibration(rows, least):
    from collections import Counter
    from math import fsum
    names = list(rows["slice"])
    clicked = [int(c) for c in rows["clicked"]]
    count = Counter()
    for name, y in zip(names, clicked):
        if not pd.isna(name):
            count[name] += y
    parts = {}
    for name, p, y in zip(names, rows["predicted"], clicked):
        key = name if not pd.isna(name) and count[name] >= least else "other"
        parts.setdefault(key, []).append((float(p), y))
    out = {}
    for key, pairs in parts.items():
        total = sum(y for _, y in pairs)
        if total:
            out[key] = fsum(p for p, _ in pairs) / total
    return out
