# question: bots
# why: Demands that a bot is regular and does not scroll, so that one that scrolls goes free.
def find_bots(activity):
    regular, unread = activity["dwell_spread"] < 0.4, activity["median_scroll"] < 0.15
    return (activity["clicks"] >= 20) & regular & unread
