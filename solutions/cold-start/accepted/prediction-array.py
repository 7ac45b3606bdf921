# question: prediction
# why: An array will do as well.
prediction = dict(choice="content", interval=np.array([0.55, 0.7]))
