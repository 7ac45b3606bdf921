# question: blend
# why: Ranks for one source and z-scores for the other: the ranks outweigh.
def blend(content, behaviour, weight):
    from scipy.stats import rankdata
    from sklearn.preprocessing import scale

    w = weight[:, None]
    return (1 - w) * rankdata(content, axis=1) + w * scale(behaviour, axis=1)
