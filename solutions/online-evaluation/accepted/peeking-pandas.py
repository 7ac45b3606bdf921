# question: peeking
# why: Rows of a table.
def first_stop(differences, errors, users, rho, alpha):
    t = pd.DataFrame({"d": list(differences), "s": list(errors), "n": list(users)}, dtype=float)
    t.index += 1
    t = t[t["s"].gt(0)]
    g = t["n"] * rho
    width = t["s"] * ((1 + 1 / g) * (np.log(1 + g) + 2 * np.log(1 / alpha))) ** 0.5
    out = t.index[(t["d"] - width > 0) | (t["d"] + width < 0)]
    return int(out.min()) if len(out) else 0
