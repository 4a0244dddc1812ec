"""Who there is: persons and their accounts, units, roles, consents, invitations."""
