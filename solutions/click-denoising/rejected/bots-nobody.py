# question: bots
# why: Never flags.
def find_bots(activity):
    return np.zeros(len(activity), dtype=bool)
