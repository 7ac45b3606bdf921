# question: wrong-share
# why: Sorts the reviewed positions, and leaves the reviewer's labels as they were.
def wrong_share(recorded, reviewed, truth):
    looked_at = recorded[np.sort(reviewed)]
    wrong = pd.Series(looked_at != truth).groupby(looked_at).mean()
    return wrong[recorded].mean()
