# shellcheck shell=bash
# shellcheck disable=SC2153 # names that are much like others
# The second layer: one connection, its lines and its silence. Which answers are due stands in _PARLEY_PENDING, oldest first: whose
# it is, a colon, and which lines belong to it: `listed` (USER, HELP), `messages` (as many as its OK says, right before it), `delivered`
# (messages, which are given like those that come by themselves).

_PARLEY_IN='' _PARLEY_OUT='' _PARLEY_TLS_ID='' _PARLEY_TAIL=''
_PARLEY_PENDING=() _PARLEY_SINCE=0 _PARLEY_HEARD=0

# Milliseconds, in REPLY.
_parley_now() {
    REPLY=${EPOCHREALTIME/[.,]/}
    REPLY=$((REPLY / 1000))
}

# Splits "host", "host:port" or "[::1]:port" into _parley_host and _parley_port.
_parley_address() {
    local LC_ALL=C
    _parley_port=7070
    if [[ $1 =~ ^\[([^]]+)\](:([0-9]{1,5}))?$ ]]; then
        _parley_host=${BASH_REMATCH[1]} _parley_port=${BASH_REMATCH[3]:-7070}
    elif [[ $1 =~ ^([^:/[:space:]]+)(:([0-9]{1,5}))?$ ]]; then
        _parley_host=${BASH_REMATCH[1]} _parley_port=${BASH_REMATCH[3]:-7070}
    elif [[ $1 =~ ^[0-9a-fA-F:.]+$ && $1 == *:*:* ]]; then
        _parley_host=$1
    else
        return 1
    fi
    _parley_port=$((10#$_parley_port))
    [ "$_parley_port" -gt 0 ] && [ "$_parley_port" -lt 65536 ]
}

# Connects to an address; with a second argument over TLS, trusting the system's authorities or the file that the third names.
_parley_session_open() {
    local _parley_host _parley_port trust=()
    _parley_address "$1" || return 1
    _PARLEY_TAIL=''
    _PARLEY_PENDING=(greeting:listed)
    if [ -z "${2:-}" ]; then
        # How long a connection may take is the system's to say.
        { exec {_PARLEY_IN}<>"/dev/tcp/$_parley_host/$_parley_port"; } 2>/dev/null || return 1
        _PARLEY_OUT=$_PARLEY_IN
    else
        [ -z "${3:-}" ] || trust=(-CAfile "$3")
        case $_parley_host in
            *:*) trust+=(-connect "[$_parley_host]:$_parley_port" -verify_ip "$_parley_host") ;;
            *[!0-9.]*) trust+=(-connect "$_parley_host:$_parley_port" -servername "$_parley_host" -verify_hostname "$_parley_host") ;;
            *) trust+=(-connect "$_parley_host:$_parley_port" -verify_ip "$_parley_host") ;;
        esac
        coproc _PARLEY_TLS { exec openssl s_client -quiet -verify_quiet -verify_return_error "${trust[@]}" 2>/dev/null; }
        _PARLEY_TLS_ID=$_PARLEY_TLS_PID
        exec {_PARLEY_IN}<&"${_PARLEY_TLS[0]}" {_PARLEY_OUT}>&"${_PARLEY_TLS[1]}"
        # The shell's own ends: openssl is to see the end of what it is sent.
        eval "exec ${_PARLEY_TLS[0]}<&- ${_PARLEY_TLS[1]}>&-"
    fi
    _parley_now
    _PARLEY_SINCE=$REPLY _PARLEY_HEARD=$REPLY
}

_parley_session_close() {
    [ -z "$_PARLEY_IN" ] || exec {_PARLEY_IN}<&-
    [ -z "$_PARLEY_OUT" ] || [ "$_PARLEY_OUT" = "$_PARLEY_IN" ] || exec {_PARLEY_OUT}>&-
    _PARLEY_IN='' _PARLEY_OUT='' _PARLEY_PENDING=()
    if [ -n "$_PARLEY_TLS_ID" ]; then
        kill "$_PARLEY_TLS_ID" 2>/dev/null
        wait "$_PARLEY_TLS_ID" 2>/dev/null
        _PARLEY_TLS_ID=''
    fi
    return 0
}

# Writes a line, for whom and with which answer the first argument says.
_parley_session_send() {
    local REPLY
    if [ ${#_PARLEY_PENDING[@]} = 0 ]; then
        _parley_now
        _PARLEY_SINCE=$REPLY
    fi
    _PARLEY_PENDING+=("$1")
    # In a shell of its own: a connection that is over would end this one by a signal. That it is over is noticed by reading.
    (printf '%s\r\n' "$2" >&"$_PARLEY_OUT") 2>/dev/null
    return 0
}

# The next line, in REPLY, waited for until a moment. 1: none came. 2: the connection is over.
_parley_session_read() {
    local LC_ALL=C line='' status=0 until=$1 wait
    _parley_now
    wait=$((until - REPLY))
    if [ "$wait" -lt 1 ]; then wait=1; elif [ "$wait" -gt 3600000 ]; then wait=3600000; fi
    printf -v wait '%d.%03d' $((wait / 1000)) $((wait % 1000))
    IFS= read -r -t "$wait" -u "$_PARLEY_IN" line || status=$?
    if [ -n "$line" ] || [ "$status" = 0 ]; then
        _parley_now
        _PARLEY_HEARD=$REPLY
    fi
    _PARLEY_TAIL+=$line
    if [ "$status" -gt 128 ]; then
        return 1
    elif [ "$status" != 0 ]; then
        return 2 # a last line without its end is no line
    fi
    REPLY=${_PARLEY_TAIL%$'\r'}
    _PARLEY_TAIL=''
}

# When an answer is too late, or the silence too long, in REPLY.
_parley_session_due() {
    if [ ${#_PARLEY_PENDING[@]} -gt 0 ]; then
        REPLY=$((_PARLEY_SINCE + _PARLEY_PATIENCE))
    else
        REPLY=$((_PARLEY_HEARD + _PARLEY_SILENCE))
    fi
}

# The command that was answered is due no more.
_parley_session_answered() {
    _PARLEY_PENDING=("${_PARLEY_PENDING[@]:1}")
    _PARLEY_SINCE=$_PARLEY_HEARD
}
