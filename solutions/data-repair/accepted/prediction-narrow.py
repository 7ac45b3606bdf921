# question: prediction
# why: Sure of the matter.
prediction = {"interval": (0.6, 0.65), "choice": "switch"}
