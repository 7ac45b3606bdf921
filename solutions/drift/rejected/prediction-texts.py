# question: prediction
# why: The interval's ends are texts.
prediction = {"choice": "frozen", "interval": ("0.9", "1.0")}
