# question: bots
# why: Looks at one user after another, and at the night, too.
def find_bots(activity):
    flags = []
    for user in activity.itertuples():
        if user.clicks < 20:
            flags.append(0)
        elif user.dwell_spread < 0.5 or user.median_scroll < 0.12:
            flags.append(1)
        else:
            flags.append(int(user.night_share > 0.4 and user.pages > 50))
    return flags
