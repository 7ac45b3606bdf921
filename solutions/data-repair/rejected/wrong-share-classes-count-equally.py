# question: wrong-share
# why: The plain mean of the classes, whatever their size.
def wrong_share(recorded, reviewed, truth):
    r = recorded[reviewed]
    return np.mean([(truth[r == k] != k).mean() for k in np.unique(recorded)])
