# question: fold-in
# why: A Series without the watched items, largest first.
def fold_in(B, watched, k):
    scores = pd.DataFrame(B).loc[pd.unique(np.array(watched))].sum()
    return scores.drop(index=set(watched)).nlargest(k).index
