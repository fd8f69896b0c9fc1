lesson-12 = x
