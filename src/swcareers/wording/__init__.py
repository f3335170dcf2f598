"""The fifth floor: rules and answers in plain English words, made from values alone."""
