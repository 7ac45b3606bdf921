# question: psi
# why: Series, clipped from below; a NumPy scalar comes out.
def psi(reference, current, eps):
    frame = pd.DataFrame({"p": list(reference), "q": list(current)})
    frame = (frame / frame.sum()).clip(lower=eps)
    return (frame.diff(axis=1)["q"] * np.log(frame["q"] / frame["p"])).sum()
