# question: bots
# why: Lets go who saw few pages beside the others.
def find_bots(activity):
    out = []
    for i, (label, r) in enumerate(activity.iterrows()):
        out.append(
            r.clicks >= 20
            and (
                r.dwell_spread <= 0.2
                or r.dwell_spread < 0.5
                and i >= 0
                and r.pages >= activity["pages"].median() * 0.2
            )
        )
    return out
