# question: wrong-share
# why: Keeps the codes in eight bits, where 7 and 263 are one class.
def wrong_share(recorded, reviewed, truth):
    recorded, truth = recorded.astype(np.int8), truth.astype(np.int8)
    looked_at = recorded[reviewed]
    wrong = pd.Series(looked_at != truth).groupby(looked_at).mean()
    return wrong[recorded].mean()
