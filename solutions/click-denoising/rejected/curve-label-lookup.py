# question: curve
# why: df[...][i] looks up a label, which is no place in the table.
def examination_curve(impressions):
    K = impressions["position"].max()
    n, c = np.zeros(K), np.zeros(K)
    for i in range(len(impressions)):
        if impressions["shuffled"][i]:
            n[impressions["position"][i] - 1] += 1
            c[impressions["position"][i] - 1] += impressions["click"][i]
    return c / n / (c[0] / n[0])
