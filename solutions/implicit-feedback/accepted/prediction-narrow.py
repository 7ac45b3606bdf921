# question: prediction
# why: Sure of the matter.
prediction = {"interval": (0.15, 0.1875), "choice": "EASE"}
