# question: prediction
# why: A narrow interval.
prediction = {"interval": (0.9, 0.91), "choice": "one look, CUPED"}
