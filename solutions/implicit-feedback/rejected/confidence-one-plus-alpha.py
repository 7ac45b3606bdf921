# question: confidence
# why: The weight of Hu, Koren and Volinsky's matrix factorisation, which also gives 1 to what
# was never watched.
def confidence(fraction):
    return 1 + 10 * np.minimum(np.nan_to_num(np.asarray(fraction, dtype=float)), 1.0)
