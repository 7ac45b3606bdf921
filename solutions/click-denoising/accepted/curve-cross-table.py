# question: curve
# why: Counts clicks and misses in a cross table.
def examination_curve(impressions):
    t = pd.crosstab(impressions["position"], [impressions["shuffled"], impressions["click"]])[True]
    if 0 not in t:
        t[0] = 0
    odds = t[1] / (t[0] + t[1])
    return (odds / odds.iloc[0]).sort_index().tolist()
