# question: prediction
# why: An interval without any width.
prediction = {"choice": "content", "interval": (0.7, 0.7)}
