# Run as: sh -c "$(cat guard.sh)" guard PARENT COMMAND...
#
# Becomes COMMAND, under the same pid, such that it
#   - does not outlive the process PARENT, which must be the one that runs this, whatever ends that, SIGKILL included;
#   - is not reached by the signals that a terminal or a supervisor sends to the whole process group.
#
# The first way needs nothing but the kernel (Linux with util-linux). The other leaves a watcher behind: PARENT holds
# the far end of our standard input and never writes, so its end is PARENT's end.

# What it writes is nobody else's to read.
umask 077

parent=$1
shift

if env --block-signal=TERM,INT,HUP,QUIT true 2>/dev/null; then
    # By a shell: in COMMAND's path env would take an equals sign for a variable's.
    set -- env --block-signal=TERM,INT,HUP,QUIT sh -c 'exec "$@"' sh "$@"
fi

if [ "$PARLEY_REDIS_GUARD" != pipe ] && setpriv --pdeathsig KILL true 2>/dev/null; then
    # PARENT may have gone before the kernel was told; then we belong to another by now.
    exec setpriv --pdeathsig KILL sh -c '[ "$PPID" = "$0" ] && exec "$@"' "$parent" "$@" </dev/null
fi

exec 3<&0 </dev/null
(
    trap '' TERM INT HUP QUIT
    cat <&3
    kill -KILL $$
) >/dev/null 2>&1 &
exec 3<&-
exec "$@"
