/* Lines that are no commands. */
#ifndef PARLEY_COMMAND_H
#define PARLEY_COMMAND_H

#include "parley.h"

/* The line of a login; the token may be NULL. As parley_command. */
char *parley_login_line(const char *nick, const char *token, parley_status *status);

#endif
