# question: prediction
# why: Sure of the matter.
prediction = {"interval": (0.55, 0.5875), "choice": "behaviour"}
