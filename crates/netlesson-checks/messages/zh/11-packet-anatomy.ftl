lesson-11 = x
