"""Pages made of answers: text for a terminal, HTML for a notebook."""
