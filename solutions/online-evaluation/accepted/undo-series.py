# question: undo
# why: A Series comes out.
def undo(predicted, kept_negatives, kept_positives):
    frame = pd.DataFrame({"q": np.asarray(predicted, dtype=float)})
    frame["a"], frame["b"] = kept_negatives, kept_positives
    return frame["q"] * frame["a"] / (frame["q"] * frame["a"] + (1 - frame["q"]) * frame["b"])
