# question: user-test
# why: A test that never finds anything is honest, but not awake.
def user_test(before, after):
    return 1.0
