# question: prediction
# why: An array will do as well.
prediction = dict(choice="frozen", interval=np.array([0.85, 1.0]))
