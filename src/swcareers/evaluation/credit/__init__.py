"""The credit of a qualification: from what is written to what is placed, and back.

In this order, without loops: what was taken and what has begun (the record), ways in,
placement, what a cap cuts, then averages, classes, titles and what is conferred. The
placement itself is `swcareers.rules.allocation`, which knows nothing of frameworks;
here a framework's award and a record's modules become its question, and its answer
becomes verdicts.

`reader` reads an award into `terms`, `results` the modules of a record, `decided` what
people decided; `candidates` brings them together, `imagined` finds the kinds of module
that could still be added, `question` asks the allocator, `depending` settles ways that
look at the whole placement, `verdicts` makes verdicts, `after` reads what depends on
placement; `asking` does it for awards together and alone, and `outcome` shows it as the
outcome of a rule.
"""
