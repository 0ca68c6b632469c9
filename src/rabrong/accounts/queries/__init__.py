"""Reading accounts: roles that decide how somebody is let in, open codes and requests, factors, sessions."""
