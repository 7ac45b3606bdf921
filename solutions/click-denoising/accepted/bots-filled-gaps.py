# question: bots
# why: Fills the missing values with a person's before it judges.
def find_bots(activity):
    spread = activity["dwell_spread"].fillna(1.0).to_numpy()
    scroll = activity["median_scroll"].fillna(0.5).to_numpy()
    machine = np.minimum(spread / 0.4, scroll / 0.15) < 1
    return [bool(m) and c >= 20 for m, c in zip(machine, activity["clicks"])]
