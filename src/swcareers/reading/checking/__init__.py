"""What a framework has to hold together, one kind of check to a module."""
