"""One module a view: the question it answers, its layout, its callbacks."""
