# question: prediction
# why: The choice is missing.
prediction = {"interval": (0.8, 0.95)}
