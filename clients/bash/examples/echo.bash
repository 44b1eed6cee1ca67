#!/usr/bin/env bash
# An echo bot: says again what begins with "!echo ". PARLEY_HOST, PARLEY_PORT and PARLEY_NICK say where, and under which name.
# Whispered "!users", it tells how many are online; whispered "!quit", it leaves. Exit 3: the server wants it gone; 4: no name is free.
# shellcheck disable=SC1091,SC2153 # the library is checked by itself, and sets what is used here
set -u
first=${PARLEY_NICK:-} # which the library uses for whoever said something
source "${BASH_SOURCE[0]%/*}/../parley.bash"

another() { # taken count: ann, ann-2, ... ann-9
    REPLY=$first-$(($2 + 1))
    [ "$2" -lt 9 ]
}

give_up() { # code error
    echo "echo: $1 $2" >&2
    case $1 in
        nick-* | '') exit 4 ;;
        *) exit 3 ;;
    esac
}

# What can't be said, is refused or is lost is dropped; what ends the client comes as an event.
answer() {
    if [[ $PARLEY_TEXT == '!echo '* && -z $PARLEY_MINE ]]; then
        case $PARLEY_KIND in
            LOBBY) parley_pub "${PARLEY_TEXT#'!echo '}" ;;
            WHISPER) parley_to "$PARLEY_NICK" "${PARLEY_TEXT#'!echo '}" ;;
        esac
    elif [[ $PARLEY_KIND == WHISPER && $PARLEY_TEXT == '!users' ]]; then
        local nick=$PARLEY_NICK
        parley_users && parley_to "$nick" "${#PARLEY_USERS[@]}"
    fi
}

address=${PARLEY_HOST:-localhost}
[[ $address != *:* ]] || address="[$address]"
parley_open --chooser another "$first" "$address:${PARLEY_PORT:-7070}" || give_up '' "$PARLEY_ERROR"
while parley_next; do
    case $PARLEY_EVENT in
        message)
            if [[ $PARLEY_KIND == WHISPER && $PARLEY_TEXT == '!quit' ]]; then
                parley_downline
                exit 0
            fi
            answer
            ;;
        closed) give_up "$PARLEY_CODE" "$PARLEY_ERROR" ;;
    esac
done
