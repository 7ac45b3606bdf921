# question: prediction
# why: Sure of the matter.
prediction = {"interval": (0.02, 0.035), "choice": "unit"}
