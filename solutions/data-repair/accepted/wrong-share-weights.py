# question: wrong-share
# why: A weighted mean over the reviewed rows: each stands for its share of its class.
def wrong_share(recorded, reviewed, truth):
    r, t = recorded[reviewed], np.asarray(truth)
    classes, inverse = np.unique(r, return_inverse=True)
    looks = np.bincount(inverse)
    rows = np.array([np.count_nonzero(recorded == k) for k in classes])
    return np.average(r != t, weights=(rows / looks)[inverse])
