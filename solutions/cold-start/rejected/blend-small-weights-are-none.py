# question: blend
# why: A weight below one hundredth is taken for 0.
def blend(content, behaviour, weight):
    ranks = [pd.DataFrame(x).rank(axis=1).to_numpy() for x in (content, behaviour)]
    w = np.asarray(weight)[:, None]
    w = np.where(w < 0.01, 0, np.where(w > 0.99, 1, w))
    return (1 - w) * ranks[0] + w * ranks[1]
