"""Follow-ups by form: what is to be followed up, by whom it is written, and the form to plan or note one."""
