# question: prediction
# why: Sure of the matter.
prediction = {"interval": (0.3, 0.35), "choice": "naive"}
