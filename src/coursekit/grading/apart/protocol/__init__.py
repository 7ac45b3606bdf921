"""What checker and student say to each other, over a `coursekit.grading.channel`.

::

    codec        values: data only, exact types
    array_codec  the same for NumPy, SciPy, scikit-learn
    frame_codec  the same for pandas
    replicas     mutable objects that both sides hold, kept alike
    mutables     which those are, and how they are filled
"""
