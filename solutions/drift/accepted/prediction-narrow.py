# question: prediction
# why: Sure of the matter.
prediction = {"interval": (0.85, 0.8875), "choice": "retrained"}
