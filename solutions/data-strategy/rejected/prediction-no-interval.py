# question: prediction
# why: No interval at all.
prediction = {"choice": "repeated"}
