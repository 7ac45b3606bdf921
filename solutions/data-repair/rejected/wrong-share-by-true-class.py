# question: wrong-share
# why: Groups the reviewed rows by their true class.
def wrong_share(recorded, reviewed, truth):
    r = recorded[reviewed]
    total = 0
    for k in np.unique(truth):
        total += (r[truth == k] != k).mean() * (recorded == k).sum()
    return total / len(recorded)
