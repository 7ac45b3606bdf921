# question: cuped
# why: Sums by hand.
def adjusted_effect(users):
    arm = list(users["arm"])
    x = [float(v) for v in users["before"]]
    y = [float(v) for v in users["after"]]
    known = [v for v in x if v == v]
    mean = sum(known) / len(known)
    x = [v if v == v else mean for v in x]
    my = sum(y) / len(y)
    sxx = sum((v - mean) ** 2 for v in x)
    sxy = sum((v - mean) * (w - my) for v, w in zip(x, y))
    theta = sxy / sxx if min(x) < max(x) else 0.0
    parts = []
    for name in ("treatment", "control"):
        z = [w - theta * (v - mean) for v, w, a in zip(x, y, arm) if a == name]
        m = sum(z) / len(z)
        parts.append((m, sum((v - m) ** 2 for v in z) / (len(z) - 1) / len(z)))
    return parts[0][0] - parts[1][0], (parts[0][1] + parts[1][1]) ** 0.5
