# question: blend
# why: Clips z-scores at 3: the items above are tied.
def blend(content, behaviour, weight):
    from sklearn.preprocessing import scale

    def rescaled(source):
        return np.clip(scale(source, axis=1), -3, 3)

    share = np.reshape(weight, (-1, 1))
    return (1 - share) * rescaled(content) + share * rescaled(behaviour)
