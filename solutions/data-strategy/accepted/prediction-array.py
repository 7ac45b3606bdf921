# question: prediction
# why: An array will do as well.
prediction = dict(choice="repeated", interval=np.array([0.02, 0.08]))
