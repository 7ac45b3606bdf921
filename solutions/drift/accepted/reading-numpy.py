# question: reading
# why: NumPy's truth values.
reading = dict(zip("abcd", np.array([True, True, False, False])))
