# question: blend
# why: Average ranks, by pandas.
def blend(content, behaviour, weight):
    first, second = (pd.DataFrame(x).rank(axis=1) for x in (content, behaviour))
    return first.mul(1 - weight, axis=0) + second.mul(weight, axis=0)
