"""Where the entries of a record name something that a framework declares."""

# The section, the key of its entries, and the sections of a framework in which what
# it names may be declared.
NAMED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("registrations", "register", ("registers",)),
    ("posts", "stage", ("stages",)),
    ("programmes", "programme", ("programmes",)),
    ("learning", "learning", ("learning",)),
    ("studies", "qualification", ("qualifications", "approvals")),
    ("awards", "award", ("qualifications",)),
    ("approvals", "approval", ("approvals",)),
    ("evidence", "type", ("evidence_types",)),
    ("evidence", "programme", ("programmes",)),
    ("assessments", "assessed", ("capabilities",)),
    ("decisions", "decision", ("decisions",)),
    ("readings", "measure", ("measures",)),
)
