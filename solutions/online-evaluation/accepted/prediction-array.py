# question: prediction
# why: An array, exactly as wide as may be.
prediction = {"choice": "one look, CUPED", "interval": np.array([0.7, 0.9])}
