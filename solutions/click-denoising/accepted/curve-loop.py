# question: curve
# why: Counts in a dictionary for each position.
def examination_curve(impressions):
    shown, clicked = {}, {}
    for row in impressions.itertuples():
        if row.shuffled:
            shown[row.position] = shown.get(row.position, 0) + 1
            clicked[row.position] = clicked.get(row.position, 0) + row.click
    rate = [clicked[k] / shown[k] for k in sorted(shown)]
    return [r / rate[0] for r in rate]
