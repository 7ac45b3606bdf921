# question: bots
# why: More than one click a page.
def find_bots(activity):
    return (activity["clicks"] >= 20) & (activity["clicks"] > activity["pages"])
