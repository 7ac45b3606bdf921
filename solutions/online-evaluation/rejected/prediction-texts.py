# question: prediction
# why: Texts in place of numbers.
prediction = {"choice": "one look, CUPED", "interval": ("0.8", "0.95")}
