# shellcheck shell=bash
# shellcheck disable=SC2034,SC2153 # what is named PARLEY_ is for whoever sources this; names that are much like others
# The third layer: a client that comes back, and neither loses nor repeats anything.

_PARLEY_FIRST_BACKOFF=${_PARLEY_FIRST_BACKOFF:-500} _PARLEY_LONGEST_BACKOFF=30000
# Events that wait here, at which messages are left at the server although answers are waited for.
_PARLEY_SUSPENDED_AT=${_PARLEY_SUSPENDED_AT:-20000}
# Milliseconds after which a message is not asked for again: the server remembers keys for ten minutes.
_PARLEY_PUBLISHING=570000
_PARLEY_STATE='' _PARLEY_EVENTS=() _PARLEY_FIRST=0 _PARLEY_ASKED='' _PARLEY_KEYS='' _PARLEY_SENT=0
PARLEY_EVENT='' PARLEY_KIND='' PARLEY_MINE='' PARLEY_STATUS=0 PARLEY_POSITION='' PARLEY_OWN_NICK=''
PARLEY_USERS=() PARLEY_MESSAGES=()

# parley_open [--since TIME] [--chooser FUNCTION] [--tls] [--ca FILE] [--patience SECONDS] [--silence SECONDS] NICK ADDRESS...
#
# Begins a client, and opens nothing yet. An address is "host", "host:port" or "[::1]:port". TIME is a PARLEY_POSITION that was kept. The
# function is called with a nick that is taken and how many were: it puts another into REPLY, or fails to give up. Patience (10) is
# for each answer; after silence (30) the server is asked whether it is there.
parley_open() {
    local since='' address
    [ -z "$_PARLEY_STATE" ] || parley_close
    _PARLEY_CHOOSER='' _PARLEY_TLS_ON='' _PARLEY_CA='' _PARLEY_PATIENCE=10000 _PARLEY_SILENCE=30000
    while [[ ${1:-} == --* ]]; do
        case $1 in
            --since) since=${2:-} ;;
            --chooser) _PARLEY_CHOOSER=${2:-} ;;
            --ca) _PARLEY_CA=${2:-} ;;
            --patience) _PARLEY_PATIENCE=$((${2:-} * 1000)) ;;
            --silence) _PARLEY_SILENCE=$((${2:-} * 1000)) ;;
            --tls) _PARLEY_TLS_ON=1 ;;
            *) _parley_fail "$PARLEY_INVALID_ARGUMENT" "no such option: $1" || return ;;
        esac
        [ "$1" = --tls ] || shift
        shift || break
    done
    parley_is_nick "${1:-}" || _parley_fail "$PARLEY_INVALID_ARGUMENT" "not a nick: ${1:-}" || return
    [ -z "$since" ] || parley_is_time "$since" || _parley_fail "$PARLEY_INVALID_ARGUMENT" "not a position: $since" || return
    [ $# -gt 1 ] || _parley_fail "$PARLEY_INVALID_ARGUMENT" 'no address' || return
    for address in "${@:2}"; do
        local _parley_host _parley_port
        _parley_address "$address" || _parley_fail "$PARLEY_INVALID_ARGUMENT" "not an address: $address" || return
    done
    if [ -n "$_PARLEY_TLS_ON" ] && ! command -v openssl >/dev/null; then
        _parley_fail "$PARLEY_INVALID_ARGUMENT" 'TLS needs the command openssl' || return
    fi
    _PARLEY_FIRST_NICK=$1 _PARLEY_ADDRESSES=("${@:2}") _PARLEY_TURN=0
    PARLEY_OWN_NICK='' PARLEY_POSITION=$since _PARLEY_RECEIVED=$since _PARLEY_TOKEN=''
    _PARLEY_NAMES=() _PARLEY_WAS_IN='' _PARLEY_ANNOUNCED='' _PARLEY_LIVE_OFF=''
    _PARLEY_EVENTS=() _PARLEY_FIRST=0 _PARLEY_MISSED='' _PARLEY_HELD=()
    _PARLEY_ASKED='' _PARLEY_UNCERTAIN='' _PARLEY_UNCERTAIN_NICK='' _PARLEY_UNCERTAIN_TIME=''
    _PARLEY_KEYS=${EPOCHREALTIME/[.,]/}-$$-$RANDOM$RANDOM _PARLEY_SENT=0
    _PARLEY_BACKOFF=0 _PARLEY_PAUSE=0 _PARLEY_RESUME=0 _PARLEY_STATE=waiting
    _PARLEY_END=0 _PARLEY_END_CODE='' _PARLEY_END_ERROR=''
}

# --- asking. The last argument of each is a timeout in seconds; without it, as long as it takes. Reconnecting may exceed it.

# Waits until it is logged in.
parley_connect() { # [timeout]
    local REPLY deadline
    _parley_deadline "${1:-}"
    while [[ $_PARLEY_STATE == @(waiting|greeting|login) ]]; do
        _parley_step_within 'not connected in time' || return
    done
    _parley_check_open
}

# Says it in the lobby exactly once; REPLY gets its time. An answer that is lost is asked for again. Refused: it was not said. Timeout or
# lost: perhaps it was; the same again with the same key of one's own, under the same name and within ten minutes, says it once.
parley_pub() { # text [key [timeout]]
    local key=${2:-} text=$1 deadline status=0
    if [ -z "$key" ]; then
        _PARLEY_SENT=$((_PARLEY_SENT + 1))
        key=$_PARLEY_KEYS-$_PARLEY_SENT
    fi
    parley_command once "$key" "$text" || return
    _parley_deadline "${3:-}"
    _parley_publish "$key" "$text" || status=$?
    _PARLEY_UNCERTAIN='' _PARLEY_UNCERTAIN_TIME=''
    return "$status"
}

# Whispers, once at the most. Refused: no-such-user, not-delivered. Lost: perhaps it came.
parley_to() { # nick text [timeout]
    local deadline REPLY
    parley_command to "$1" "$2" || return
    _parley_deadline "${3:-}"
    _parley_until_ready || return
    _parley_ask listed to "$1" "$2"
}

# Everyone online, by code point, in the array PARLEY_USERS.
parley_users() { # [timeout]
    local deadline REPLY
    PARLEY_USERS=()
    _parley_deadline "${1:-}"
    _parley_ask_again listed users || return
    PARLEY_USERS=("${_PARLEY_LINES[@]}")
}

# The last messages of the lobby, oldest first, as lines for parley_parse, in the array PARLEY_MESSAGES. No influence on the events.
parley_history() { # [count [timeout]]
    local deadline REPLY
    PARLEY_MESSAGES=()
    parley_command history "${1:-20}" || return
    _parley_deadline "${2:-}"
    _parley_ask_again messages history "${1:-20}" || return
    PARLEY_MESSAGES=("${_PARLEY_LINES[@]}")
}

# The newest 20 of the archive that hold all of these words, oldest first, in the array PARLEY_MESSAGES.
parley_search() { # words [timeout]
    local deadline REPLY
    PARLEY_MESSAGES=()
    parley_command search "$1" || return
    _parley_deadline "${2:-}"
    _parley_ask_again messages search "$1" || return
    PARLEY_MESSAGES=("${_PARLEY_LINES[@]}")
}

parley_ping() { # [timeout]
    local deadline REPLY
    _parley_deadline "${1:-}"
    _parley_ask_again listed ping
}

# Says goodbye to the server, if it is there, and closes. Events that came can still be taken.
parley_downline() { # [timeout]
    local deadline REPLY
    _parley_deadline "${1:-}"
    [ "$_PARLEY_STATE" != ready ] || _parley_ask listed downline || true
    parley_close
}

parley_close() {
    [ "$_PARLEY_STATE" = closed ] || _parley_stop 0 '' ''
}

# The next event: PARLEY_EVENT is
#   message       of PARLEY_KIND LOBBY, WHISPER or NOTICE, with PARLEY_TIME, PARLEY_NICK and PARLEY_TEXT; PARLEY_MINE is 1 for one's own
#   missed        PARLEY_COUNT messages that stood here are no longer kept; ? where nobody knows how many, nor whether any
#   connected     as PARLEY_NICK, at PARLEY_TEXT; what was missed in between comes next, but for whispers
#   disconnected  for PARLEY_CODE and PARLEY_ERROR; the client comes back by itself
#   closed        the last: PARLEY_STATUS is 0 where it was closed, or why it gave up, with PARLEY_CODE and PARLEY_ERROR
# What was given is never given again, also after lost connections, and what was not is. PARLEY_POSITION is where the events go on
# behind this one. While nobody calls, nothing is read, and messages wait at the server. Behind `closed` it fails.
parley_next() { # [timeout]
    local deadline REPLY looked=''
    _parley_deadline "${1:-}"
    while [ "$_PARLEY_FIRST" -ge "${#_PARLEY_EVENTS[@]}" ]; do
        _PARLEY_EVENTS=() _PARLEY_FIRST=0
        _parley_check_open || return
        _parley_resume_live
        if [ -n "$looked" ]; then
            _parley_step_within 'no event in time' || return
        else
            _parley_step
        fi
        looked=1
    done
    _parley_take "${_PARLEY_EVENTS[_PARLEY_FIRST]}"
    _PARLEY_EVENTS[_PARLEY_FIRST]=''
    _PARLEY_FIRST=$((_PARLEY_FIRST + 1))
}

# --- events ---

_parley_take() {
    local word=${1%% *} rest=${1#* }
    PARLEY_MINE=''
    case $word in
        connected)
            PARLEY_EVENT=connected PARLEY_NICK=${rest%% *} PARLEY_TEXT=${rest#* }
            ;;
        disconnected | closed)
            PARLEY_EVENT=$word PARLEY_STATUS=${rest%% *}
            rest=${rest#* }
            PARLEY_CODE=${rest%% *} PARLEY_ERROR=${rest#* }
            ;;
        *)
            [ "$word" != mine ] || PARLEY_MINE=1
            parley_parse "$rest"
            if [ "$PARLEY_WORD" = MISSED ]; then
                PARLEY_EVENT=missed
            else
                PARLEY_EVENT=message PARLEY_KIND=$PARLEY_WORD
                [ "$PARLEY_KIND" = WHISPER ] || PARLEY_POSITION=$PARLEY_TIME
            fi
            ;;
    esac
    return 0
}

# A line that was parsed, for the application.
_parley_push() {
    local whose=other
    if [ "$PARLEY_WORD" != MISSED ]; then
        ! _parley_is_mine "$PARLEY_NICK" || whose=mine
        [ "$PARLEY_WORD" = WHISPER ] || _PARLEY_RECEIVED=$PARLEY_TIME
        # Where the name is another now, a key says nothing: what was said is looked for.
        if [ "$_PARLEY_STATE" = since ] && [ -n "$_PARLEY_UNCERTAIN" ] && [ "$PARLEY_NICK" = "$_PARLEY_UNCERTAIN_NICK" ] &&
            [[ $_PARLEY_UNCERTAIN == "$PARLEY_TEXT"*([[:space:]]) ]]; then
            _PARLEY_UNCERTAIN_TIME=$PARLEY_TIME
        fi
    fi
    _PARLEY_EVENTS+=("$whose $1")
}

_parley_is_mine() {
    local name
    for name in ${_PARLEY_NAMES[@]+"${_PARLEY_NAMES[@]}"}; do
        [ "$name" != "$1" ] || return 0
    done
    return 1
}

# --- asking ---

_parley_deadline() {
    local REPLY
    deadline=9223372036854775807
    if [ -n "$1" ]; then
        _parley_now
        # Seconds, maybe with a fraction.
        local whole=${1%%[.,]*} part=000
        [[ $1 != *[.,]* ]] || part=${1#*[.,]}000
        deadline=$((REPLY + 10#${whole:-0} * 1000 + 10#${part:0:3}))
    fi
}

_parley_check_open() {
    case $_PARLEY_STATE in
        '') _parley_fail "$PARLEY_CONNECTION_LOST" 'parley_open comes first' ;;
        closed)
            PARLEY_CODE=$_PARLEY_END_CODE PARLEY_ERROR=$_PARLEY_END_ERROR
            return "$_PARLEY_END"
            ;;
    esac
}

_parley_step_within() {
    _parley_now
    [ "$REPLY" -lt "$deadline" ] || _parley_fail "$PARLEY_TIMEOUT" "$1" || return
    _parley_step
}

_parley_until_ready() {
    while [ "$_PARLEY_STATE" != ready ]; do
        _parley_check_open || return
        _parley_step_within 'not connected in time' || return
    done
}

# Who only speaks and never listens would have everything in memory: it stays at the server.
_parley_suspend() {
    if [ -z "$_PARLEY_LIVE_OFF" ] && [ $((${#_PARLEY_EVENTS[@]} - _PARLEY_FIRST)) -ge "$_PARLEY_SUSPENDED_AT" ]; then
        _PARLEY_LIVE_OFF=1
        _parley_session_send drop:delivered 'live off'
    fi
}

_parley_resume_live() {
    if [ -n "$_PARLEY_LIVE_OFF" ] && [ "$_PARLEY_STATE" = ready ]; then
        _PARLEY_LIVE_OFF=''
        _parley_session_send drop:delivered live
    fi
}

# Asks once, in a session that is ready. REPLY gets the text of its OK, _PARLEY_LINES what belongs to it.
_parley_ask() { # answer command...
    local answer=$1 line i
    parley_command "${@:2}" || return
    line=$REPLY
    _parley_suspend
    _PARLEY_ASKED=waiting _PARLEY_LINES=()
    _parley_session_send "asked:$answer" "$line"
    while [ "$_PARLEY_ASKED" = waiting ]; do
        if ! _parley_step_within 'no answer in time'; then
            _PARLEY_ASKED=''
            for i in "${!_PARLEY_PENDING[@]}"; do
                _PARLEY_PENDING[i]=${_PARLEY_PENDING[i]/#asked:/drop:}
            done
            return "$PARLEY_TIMEOUT"
        fi
    done
    REPLY=$_PARLEY_ANSWER
    if [ "$_PARLEY_ASKED" != 0 ]; then
        PARLEY_CODE=$_PARLEY_ANSWER_CODE PARLEY_ERROR=$_PARLEY_ANSWER
    fi
    return "$_PARLEY_ASKED"
}

# For what changes nothing, however often it is asked.
_parley_ask_again() {
    local status
    while true; do
        _parley_until_ready || return
        status=0
        _parley_ask "$@" || status=$?
        [ "$status" = "$PARLEY_CONNECTION_LOST" ] || return "$status"
    done
}

_parley_publish() {
    local began='' backoff=0 status until
    while true; do
        _parley_until_ready || return
        if [ -n "$_PARLEY_UNCERTAIN_TIME" ] && [ "$_PARLEY_UNCERTAIN_NICK" != "$PARLEY_OWN_NICK" ]; then
            REPLY=$_PARLEY_UNCERTAIN_TIME
            return 0
        fi
        _PARLEY_UNCERTAIN=$2 _PARLEY_UNCERTAIN_NICK=$PARLEY_OWN_NICK _PARLEY_UNCERTAIN_TIME=''
        _parley_now
        began=${began:-$REPLY}
        status=0
        _parley_ask listed once "$1" "$2" || status=$?
        case $status:$PARLEY_CODE in
            0:*) return 0 ;;
            "$PARLEY_CONNECTION_LOST":* | "$PARLEY_REFUSED":unavailable | "$PARLEY_REFUSED":rate-limited) ;;
            *) return "$status" ;;
        esac
        _parley_now
        [ $((REPLY - began)) -le "$_PARLEY_PUBLISHING" ] ||
            _parley_fail "$PARLEY_CONNECTION_LOST" "no answer for so long that it can't be asked again" || return
        if [ "$status" = "$PARLEY_REFUSED" ]; then
            _parley_backoff backoff
            _parley_now
            until=$((REPLY + _parley_wait))
            while [ "$_PARLEY_STATE" != closed ] && [ "$REPLY" -lt "$until" ]; do
                [ "$REPLY" -lt "$deadline" ] || _parley_fail "$PARLEY_TIMEOUT" 'not taken in time' || return
                _parley_step "$until"
                _parley_now
            done
        fi
    done
}

# --- the connection ---

# Doubles the variable of that name; _parley_wait is as long. At first it is half to one and a half times as long as usual, so that a
# crowd doesn't come all at once.
_parley_backoff() {
    local -n last=$1
    if [ "$last" = 0 ]; then
        last=$((_PARLEY_FIRST_BACKOFF / 2 + _PARLEY_FIRST_BACKOFF * (RANDOM % 1000) / 1000))
    else
        last=$((last * 2 > _PARLEY_LONGEST_BACKOFF ? _PARLEY_LONGEST_BACKOFF : last * 2))
    fi
    _parley_wait=$last
}

_parley_stop() { # status code text
    _parley_session_close
    [ "$_PARLEY_ASKED" != waiting ] || _parley_answer "$PARLEY_CONNECTION_LOST" '' 'the client is closed'
    _PARLEY_STATE=closed
    _PARLEY_EVENTS+=("closed $1 $2 $3")
    _PARLEY_END=$1 _PARLEY_END_CODE=$2 _PARLEY_END_ERROR=$3
    if [ "$1" = 0 ]; then
        _PARLEY_END=$PARLEY_CONNECTION_LOST _PARLEY_END_ERROR='the client is closed'
    fi
}

_parley_answer() { # status code text
    _PARLEY_ASKED=$1 _PARLEY_ANSWER_CODE=$2 _PARLEY_ANSWER=$3
}

# Whether coming back would not help, or is not wanted.
_parley_is_final() {
    case $1:$2 in
        "$PARLEY_BYE":kicked | "$PARLEY_BYE":banned | "$PARLEY_BYE":replaced | "$PARLEY_INVALID_ARGUMENT":*) ;;
        "$PARLEY_REFUSED":banned | "$PARLEY_REFUSED":nick-blank | "$PARLEY_REFUSED":nick-invalid) ;;
        "$PARLEY_REFUSED":nick-reserved | "$PARLEY_REFUSED":usage) ;;
        "$PARLEY_REFUSED":line-too-long | "$PARLEY_REFUSED":bad-encoding) ;;
        # One's own name is free again sooner or later, where there is no choice.
        "$PARLEY_REFUSED":nick-taken) [ -n "$_PARLEY_CHOOSER" ] || [ -z "$_PARLEY_WAS_IN" ] ;;
        *) return 1 ;;
    esac
}

# Comes back later, or gives up.
_parley_lose() { # status code text
    local REPLY
    _parley_session_close
    _PARLEY_MISSED='' _PARLEY_HELD=()
    [ "$_PARLEY_ASKED" != waiting ] || _parley_answer "$PARLEY_CONNECTION_LOST" '' "lost before the answer: $3"
    if [ -n "$_PARLEY_ANNOUNCED" ]; then
        _PARLEY_ANNOUNCED=''
        _PARLEY_EVENTS+=("disconnected $1 $2 $3")
    fi
    if _parley_is_final "$1" "$2"; then
        _parley_stop "$1" "$2" "$3"
        return 0
    fi
    _parley_backoff _PARLEY_BACKOFF
    _parley_now
    _PARLEY_RESUME=$((REPLY + _parley_wait)) _PARLEY_STATE=waiting
    _PARLEY_TURN=$(((_PARLEY_TURN + 1) % ${#_PARLEY_ADDRESSES[@]}))
}

# Goes on with whatever is due, waiting for it until a moment: the deadline, or an earlier one.
_parley_step() { # [moment]
    local REPLY until=${1:-$deadline} status=0
    [ "$until" -lt "$deadline" ] || until=$deadline
    case $_PARLEY_STATE in
        closed | '') ;;
        waiting) _parley_step_waiting ;;
        *)
            _parley_now
            if [ "$_PARLEY_RESUME" != 0 ] && [ "$REPLY" -ge "$_PARLEY_RESUME" ]; then
                _PARLEY_RESUME=0
                if [ "$_PARLEY_STATE" = login ]; then _parley_send_login; else _parley_send_own since delivered since "$_PARLEY_RECEIVED"; fi
                return 0
            fi
            [ "$_PARLEY_RESUME" = 0 ] || [ "$_PARLEY_RESUME" -ge "$until" ] || until=$_PARLEY_RESUME
            _parley_session_due
            [ "$REPLY" -ge "$until" ] || until=$REPLY
            _parley_session_read "$until" || status=$?
            case $status in
                0) _parley_receive "$REPLY" ;;
                1) _parley_look ;;
                *) _parley_lose "$PARLEY_CONNECTION_LOST" '' 'the connection is over' ;;
            esac
            ;;
    esac
}

_parley_step_waiting() {
    local wait address=${_PARLEY_ADDRESSES[_PARLEY_TURN]}
    _parley_now
    if [ "$REPLY" -lt "$_PARLEY_RESUME" ]; then
        wait=$(((_PARLEY_RESUME < until ? _PARLEY_RESUME : until) - REPLY))
        [ "$wait" -le 0 ] || sleep "$(printf '%d.%03d' $((wait / 1000)) $((wait % 1000)))"
        _parley_now
        [ "$REPLY" -ge "$_PARLEY_RESUME" ] || return 0
    fi
    _PARLEY_RESUME=0 _PARLEY_STATE=greeting
    _parley_session_open "$address" "$_PARLEY_TLS_ON" "$_PARLEY_CA" ||
        _parley_lose "$PARLEY_CONNECTION_LOST" '' "no connection to $address"
}

# No line came in time: perhaps none will.
_parley_look() {
    local due
    _parley_session_due
    due=$REPLY
    _parley_now
    if [ "$REPLY" -lt "$due" ]; then
        return 0
    elif [ ${#_PARLEY_PENDING[@]} -gt 0 ]; then
        _parley_lose "$PARLEY_TIMEOUT" '' 'no answer in time'
    else
        _PARLEY_HEARD=$REPLY
        [ "$_PARLEY_STATE" != ready ] || _parley_session_send drop:listed ping
    fi
}

# --- a line of the server's ---

_parley_receive() {
    local LC_ALL=C line=$1 whose=${_PARLEY_PENDING[0]:-} held
    parley_parse "$line"
    case $PARLEY_WORD in
        LOBBY | WHISPER | NOTICE | MISSED)
            case $whose in
                *:messages)
                    _PARLEY_SINCE=$_PARLEY_HEARD
                    _PARLEY_HELD+=("$line")
                    ;;
                *:delivered)
                    _PARLEY_SINCE=$_PARLEY_HEARD
                    if [ "$_PARLEY_STATE" = since ]; then _parley_receive_since "$line"; else _parley_push "$line"; fi
                    ;;
                *) _parley_push "$line" ;;
            esac
            ;;
        USER | HELP)
            [ "$whose" != asked:listed ] || _PARLEY_LINES+=("$PARLEY_TEXT")
            ;;
        OK | ERR)
            [ -z "$whose" ] || _parley_status "$whose"
            ;;
        BYE)
            local code=$PARLEY_CODE text=$PARLEY_ERROR
            _parley_release all
            _parley_lose "$PARLEY_BYE" "$code" "$text"
            ;;
    esac
    return 0
}

# That messages are missed counts once something behind it counts: or else it comes again with the next `since`.
_parley_receive_since() {
    local line=$1 missed=$_PARLEY_MISSED
    if [ "$PARLEY_WORD" != MISSED ] && [ "$PARLEY_WORD" != WHISPER ] && [[ ! $PARLEY_TIME > $_PARLEY_RECEIVED ]]; then
        return 0
    fi
    _PARLEY_MISSED=''
    if [ -n "$missed" ]; then
        _PARLEY_EVENTS+=("other $missed")
    fi
    if [ "$PARLEY_WORD" = MISSED ]; then
        _PARLEY_MISSED=$line
    else
        _parley_push "$line"
    fi
}

# What came by itself before an answer that failed.
_parley_release() {
    local line
    for line in ${_PARLEY_HELD[@]+"${_PARLEY_HELD[@]}"}; do
        parley_parse "$line"
        if [ "$PARLEY_WORD" = WHISPER ] || [ "$PARLEY_WORD" = MISSED ] || [[ $PARLEY_TIME > $_PARLEY_RECEIVED ]]; then
            _parley_push "$line"
        fi
    done
    _PARLEY_HELD=()
}

# Leaves the answer's own, the last n messages, in _PARLEY_LINES, and pushes what came by itself.
_parley_split() {
    local own=$1 at=${#_PARLEY_HELD[@]} line i
    [[ $own =~ ^[0-9]{1,4}$ ]] || own=$at
    own=$((10#$own))
    while [ "$at" -gt 0 ] && [ "$own" -gt 0 ]; do
        at=$((at - 1))
        [[ ${_PARLEY_HELD[at]} == MISSED* ]] || own=$((own - 1))
    done
    for ((i = 0; i < ${#_PARLEY_HELD[@]}; i++)); do
        line=${_PARLEY_HELD[i]}
        if [ "$i" -lt "$at" ]; then
            parley_parse "$line"
            _parley_push "$line"
        elif [[ $line != MISSED* ]]; then
            _PARLEY_LINES+=("$line")
        fi
    done
    _PARLEY_HELD=()
}

# An answer's status line was parsed.
_parley_status() {
    local whose=$1 ok='' text=$PARLEY_TEXT code=$PARLEY_CODE error=$PARLEY_ERROR
    [ "$PARLEY_WORD" != OK ] || ok=1
    _parley_session_answered
    if [ -z "$ok" ]; then
        _PARLEY_MISSED=''
        [[ $whose != *:messages ]] || _parley_release
    else
        [ -z "$_PARLEY_MISSED" ] || _PARLEY_EVENTS+=("other $_PARLEY_MISSED")
        _PARLEY_MISSED=''
        [[ $whose != *:messages ]] || _parley_split "$text"
    fi
    case $whose in
        greeting:*) _parley_greeted "$ok" "$text" "$code" "$error" ;;
        own:*) _parley_own "$ok" "$text" "$code" "$error" ;;
        asked:*) if [ -n "$ok" ]; then _parley_answer 0 '' "$text"; else _parley_answer "$PARLEY_REFUSED" "$code" "$error"; fi ;;
    esac
}

# --- coming in ---

_parley_greeted() { # ok text code error
    if [ -z "$1" ]; then
        _parley_lose "$PARLEY_REFUSED" "$3" "$4"
    elif ! [[ "$2 " =~ ^parley/1[\ .] ]]; then
        _parley_lose "$PARLEY_CONNECTION_LOST" '' "no Parley server of version 1: $2"
    else
        _PARLEY_TRIED=${PARLEY_OWN_NICK:-$_PARLEY_FIRST_NICK} _PARLEY_WITH=''
        [ -z "$PARLEY_OWN_NICK" ] || _PARLEY_WITH=$_PARLEY_TOKEN
        _PARLEY_TAKEN=0 _PARLEY_PAUSE=0
        _parley_send_login
    fi
}

_parley_send_login() {
    _PARLEY_STATE=login
    _parley_session_send own:listed "$_PARLEY_TRIED${_PARLEY_WITH:+ $_PARLEY_WITH}"
}

_parley_send_own() { # state answer command...
    _PARLEY_STATE=$1
    local IFS=' '
    _parley_session_send "own:$2" "${*:3}"
}

# The answer to what the client itself asked.
_parley_own() { # ok text code error
    local REPLY
    if [ -z "$1" ] && [[ $_PARLEY_STATE == @(login|since) && $3 == @(unavailable|rate-limited) ]]; then
        _parley_backoff _PARLEY_PAUSE
        _parley_now
        _PARLEY_RESUME=$((REPLY + _parley_wait))
        return 0
    fi
    case $_PARLEY_STATE:$1 in
        login:1) _parley_logged_in "$2" ;;
        login:*) if [ "$3" = nick-taken ]; then _parley_next_name "$4"; else _parley_lose "$PARLEY_REFUSED" "$3" "$4"; fi ;;
        mark:1)
            parley_is_time "$2" || { _parley_lose "$PARLEY_CONNECTION_LOST" '' 'a mark that is none'; return 0; }
            _PARLEY_RECEIVED=$2 PARLEY_POSITION=$2
            _parley_caught_up
            ;;
        since:1) _parley_caught_up ;;
        token:*)
            # A server that gives none has the name free, sooner or later, all the same.
            _PARLEY_TOKEN=''
            [ -z "$1" ] || ! parley_is_token "$2" || _PARLEY_TOKEN=$2
            _parley_send_own live delivered live
            ;;
        live:1) _PARLEY_STATE=ready _PARLEY_BACKOFF=0 _PARLEY_LIVE_OFF='' ;;
        *) _parley_lose "$PARLEY_CONNECTION_LOST" "$3" "$_PARLEY_STATE was refused: $4" ;;
    esac
}

_parley_next_name() { # text
    if [ -n "$_PARLEY_WITH" ] && [ "$_PARLEY_TRIED" != "$_PARLEY_FIRST_NICK" ]; then
        _PARLEY_TRIED=$_PARLEY_FIRST_NICK
    else
        _PARLEY_TAKEN=$((_PARLEY_TAKEN + 1))
        REPLY=''
        if [ -z "$_PARLEY_CHOOSER" ] || ! "$_PARLEY_CHOOSER" "$_PARLEY_TRIED" "$_PARLEY_TAKEN"; then
            _parley_lose "$PARLEY_REFUSED" nick-taken "$1"
            return 0
        elif ! parley_is_nick "$REPLY"; then
            _parley_lose "$PARLEY_INVALID_ARGUMENT" '' "not a nick: $REPLY"
            return 0
        fi
        _PARLEY_TRIED=$REPLY
    fi
    _PARLEY_WITH=''
    _parley_send_login
}

_parley_logged_in() { # text
    PARLEY_OWN_NICK=$_PARLEY_TRIED
    ! [[ $1 =~ ^Welcome\ (back\ )?([^\ !]+)! ]] || PARLEY_OWN_NICK=${BASH_REMATCH[2]}
    _parley_is_mine "$PARLEY_OWN_NICK" || _PARLEY_NAMES+=("$PARLEY_OWN_NICK")
    _PARLEY_WAS_IN=1 _PARLEY_ANNOUNCED=1 _PARLEY_PAUSE=0
    _PARLEY_EVENTS+=("connected $PARLEY_OWN_NICK ${_PARLEY_ADDRESSES[_PARLEY_TURN]}")
    if [ -z "$_PARLEY_RECEIVED" ]; then
        _parley_send_own mark listed mark
    else
        _parley_send_own since delivered since "$_PARLEY_RECEIVED"
    fi
}

_parley_caught_up() {
    # From now on somebody else may have a name that was one's own.
    _PARLEY_NAMES=("$PARLEY_OWN_NICK")
    _parley_send_own token listed token
}
