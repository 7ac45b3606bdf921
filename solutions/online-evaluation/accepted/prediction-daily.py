# question: prediction
# why: Another team, low.
prediction = dict(choice="daily, always valid", interval=(0.0, 0.2))
