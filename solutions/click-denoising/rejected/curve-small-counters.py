# question: curve
# why: Counts in eight bits, which overflow at 128.
def examination_curve(impressions):
    s = impressions[impressions["shuffled"]]
    n = s["position"].max()
    c = np.zeros(n, dtype=np.int16); k = np.zeros(n, dtype=np.int16)
    np.add.at(c, s["position"].to_numpy() - 1, s["click"].to_numpy().astype(np.int8)); np.add.at(k, s["position"].to_numpy() - 1, np.int8(1))
    r = c.astype(np.int8) / k.astype(np.int8)
    return r / r[0]
