# shellcheck shell=bash
# shellcheck disable=SC2034 # what is named PARLEY_ is for whoever sources this
# The first layer: lines to values, and checked lines to send. No I/O.

# What the functions of this library return: 0, or one of these, with the reason in PARLEY_ERROR and, where the server gave one, its
# code in PARLEY_CODE.
PARLEY_REFUSED=10          # the server answered ERR: it was not done, and the session goes on
PARLEY_BYE=11              # the server ended the session and says why
PARLEY_CONNECTION_LOST=12  # or closed: of what was asked and not answered nobody knows whether it was done
PARLEY_INVALID_ARGUMENT=13 # nothing was sent
PARLEY_TIMEOUT=14          # longer than was allowed; what was sent may have been done, or may be done yet
PARLEY_CODE='' PARLEY_ERROR=''
PARLEY_WORD='' PARLEY_TIME='' PARLEY_NICK='' PARLEY_TEXT='' PARLEY_COUNT=''

# Bytes of a client's line: one more without an end, and the server ends the session.
_PARLEY_MAX_SENT=65535
_PARLEY_D='[0-9]'
_PARLEY_TIME="$_PARLEY_D$_PARLEY_D$_PARLEY_D$_PARLEY_D-$_PARLEY_D$_PARLEY_D-$_PARLEY_D${_PARLEY_D}T$_PARLEY_D$_PARLEY_D:$_PARLEY_D$_PARLEY_D:"
_PARLEY_TIME+="$_PARLEY_D$_PARLEY_D.$_PARLEY_D$_PARLEY_D$_PARLEY_D$_PARLEY_D$_PARLEY_D${_PARLEY_D}Z"

# White space beyond ASCII, as the server counts it, in UTF-8.
_PARLEY_WHITE=($'\xc2\x85' $'\xc2\xa0' $'\xe1\x9a\x80' $'\xe2\x80\x80' $'\xe2\x80\x81' $'\xe2\x80\x82' $'\xe2\x80\x83' $'\xe2\x80\x84'
    $'\xe2\x80\x85' $'\xe2\x80\x86' $'\xe2\x80\x87' $'\xe2\x80\x88' $'\xe2\x80\x89' $'\xe2\x80\x8a' $'\xe2\x80\xa8' $'\xe2\x80\xa9'
    $'\xe2\x80\xaf' $'\xe2\x81\x9f' $'\xe3\x80\x80')
# What doesn't show, and is no part of a name: C1, and the format characters that people might paste.
_PARLEY_HIDDEN=$'(\xc2[\x80-\x9f\xad]|\xd8[\x80-\x85\x9c]|\xdb\x9d|\xdc\x8f|\xe1\xa0\x8e|\xe2\x80[\x8b\x8e\x8f\xaa-\xae]'
_PARLEY_HIDDEN+=$'|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf|\xef\xbf[\xb9-\xbb]|\xf3\xa0[\x80\x81])'

_parley_fail() { # status text
    PARLEY_CODE=''
    PARLEY_ERROR=$2
    return "$1"
}

# Whether it is an instant as the server writes it.
parley_is_time() {
    # shellcheck disable=SC2053 # a pattern
    [[ $1 == $_PARLEY_TIME ]]
}

# Whether it is a text that can be said: one line, and more than white space.
parley_is_text() {
    local LC_ALL=C text=$1 white
    [[ $text != *[$'\n\r']* ]] || return 1
    text=${text//[$'\t\v\f\x1c\x1d\x1e\x1f ']/}
    [[ $text == *[$'\x21'-$'\x7e']* ]] && return 0
    for white in "${_PARLEY_WHITE[@]}"; do
        text=${text//"$white"/}
    done
    [ -n "$text" ]
}

# Whether the server will take it for one word, and for that one.
parley_is_nick() {
    local LC_ALL=C white
    [[ -n $1 && $1 != *[$'\x01'-$'\x20'$'\x7f']* ]] || return 1
    for white in "${_PARLEY_WHITE[@]}"; do
        [[ $1 != *"$white"* ]] || return 1
    done
    ! [[ $1 =~ $_PARLEY_HIDDEN ]]
}

parley_is_key() {
    local LC_ALL=C
    [[ $1 =~ ^[A-Za-z0-9._-]{1,64}$ ]]
}

parley_is_token() {
    local LC_ALL=C
    [[ $1 =~ ^[A-Za-z0-9_-]{16,64}$ ]]
}

# Checks a command of a verb and its arguments, and makes it one line, in REPLY.
parley_command() {
    local LC_ALL=C IFS=' ' good=1 verb=${1:-}
    REPLY=$*
    case $verb in
        to | once) [ $# = 3 ] && parley_is_text "$3" && if [ "$verb" = to ]; then parley_is_nick "$2"; else parley_is_key "$2"; fi ;;
        pub | search) [ $# = 2 ] && parley_is_text "$2" ;;
        since) [ $# = 2 ] && parley_is_time "$2" ;;
        history) [ $# = 2 ] && [[ $2 =~ ^[1-9][0-9]{0,3}$ ]] && [ "$2" -le 1000 ] ;;
        *) [ $# -gt 0 ] && parley_is_nick "$verb" && { [ $# = 1 ] || parley_is_text "${*:2}"; } ;;
    esac || good=
    if [ -z "$good" ] || [ ${#REPLY} -gt "$_PARLEY_MAX_SENT" ]; then
        _parley_fail "$PARLEY_INVALID_ARGUMENT" "this can't be sent: ${REPLY:0:80}"
    fi
}

# Takes a server's line apart. PARLEY_WORD is its first word, or empty where that means nothing. Of LOBBY, WHISPER and NOTICE come
# PARLEY_TIME, PARLEY_NICK and PARLEY_TEXT, of MISSED PARLEY_COUNT (? where nobody knows), of ERR and BYE PARLEY_CODE and PARLEY_ERROR;
# of the others PARLEY_TEXT.
parley_parse() {
    local LC_ALL=C rest=''
    PARLEY_WORD=${1%% *}
    [[ $1 != *' '* ]] || rest=${1#* }
    case $PARLEY_WORD in
        LOBBY | WHISPER | NOTICE)
            PARLEY_TIME=${rest%% *}
            PARLEY_TEXT=${rest#* }
            PARLEY_NICK=''
            if ! parley_is_time "$PARLEY_TIME" || [[ $rest != *' '* ]]; then
                PARLEY_WORD=''
            elif [[ $PARLEY_TEXT == *': '* ]]; then
                PARLEY_NICK=${PARLEY_TEXT%%': '*}
                PARLEY_TEXT=${PARLEY_TEXT#*': '}
            fi
            ;;
        MISSED)
            PARLEY_COUNT='?'
            ! [[ $rest =~ ^[0-9]{1,18}$ ]] || PARLEY_COUNT=$((10#$rest))
            ;;
        ERR | BYE)
            PARLEY_CODE=${rest%% *}
            PARLEY_ERROR=''
            [[ $rest != *' '* ]] || PARLEY_ERROR=${rest#* }
            ;;
        OK | USER | HELP) PARLEY_TEXT=$rest ;;
        *) PARLEY_WORD='' ;;
    esac
}
