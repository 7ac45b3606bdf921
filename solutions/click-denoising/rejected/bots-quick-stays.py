# question: bots
# why: Short stays: an impatient person looks the same.
def find_bots(activity):
    return (activity["clicks"] >= 20) & (activity["median_dwell"] < 10)
