# question: prediction
# why: An array will do as well.
prediction = dict(choice="repair", interval=np.array([0.6, 0.8]))
