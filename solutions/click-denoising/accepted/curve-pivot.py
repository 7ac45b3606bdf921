# question: curve
# why: A pivot table of all pages, of which it takes the shuffled row.
def examination_curve(impressions):
    rates = impressions.pivot_table(index="shuffled", columns="position", values="click")
    return (rates.loc[True] / rates.loc[True, 1]).sort_index().tolist()
