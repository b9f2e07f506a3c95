"""Who is paid what, and what another model of reimbursement would do: exact to the öre."""
