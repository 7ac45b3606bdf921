# question: prediction
# why: An array will do as well.
prediction = dict(choice="weighted", interval=np.array([0.3, 0.5]))
