# question: prediction
# why: An array will do as well.
prediction = dict(choice="popularity", interval=np.array([0.15, 0.3]))
