# A client for Parley, a chat server that speaks lines of text: source this file. Bash 5, and openssl for TLS.
#
#   source parley.bash
#   parley_open ann localhost:7070
#   parley_pub 'Hello, everyone'
#   while parley_next && [ "$PARLEY_EVENT" != closed ]; do
#       [ "$PARLEY_EVENT" = message ] && printf '%s: %s\n' "$PARLEY_NICK" "$PARLEY_TEXT"
#   done
#
# One client a shell, in three layers: codec.bash is lines and values without I/O, session.bash one connection, client.bash comes back
# by itself and neither loses nor repeats anything. Names that begin with _parley and _PARLEY are the library's own.

_parley_folder=${BASH_SOURCE[0]%/*}
[ "$_parley_folder" != "${BASH_SOURCE[0]}" ] || _parley_folder=.
# shellcheck source=codec.bash
source "$_parley_folder/codec.bash"
# shellcheck source=session.bash
source "$_parley_folder/session.bash"
# shellcheck source=client.bash
source "$_parley_folder/client.bash"
unset _parley_folder
