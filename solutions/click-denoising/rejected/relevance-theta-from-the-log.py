# question: relevance
# why: Takes the click rate by position for examination.
def relevance(impressions, examination):
    theta = impressions.groupby("position")["click"].transform("mean").replace(0, 1)
    return (impressions["click"] / theta).groupby(impressions["doc_id"]).mean()
