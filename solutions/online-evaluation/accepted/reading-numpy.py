# question: reading
# why: NumPy truth values.
reading = dict(zip("abcd", np.array([1, 0, 1, 0], dtype=bool)))
