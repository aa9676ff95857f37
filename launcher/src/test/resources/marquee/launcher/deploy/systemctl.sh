#!/usr/bin/env bash
# Plays the user's systemd in tests of deploy: a unit's process begins with `enable --now UNIT` and
# ends with `disable --now UNIT...` or `stop UNIT...`, which `stopped` then tells of. Of several
# units none is disabled if one has no file.
end() {
    local unit
    for unit in "$@"; do
        if [ -e ~/"$unit.pid" ]; then
            kill "$(cat ~/"$unit.pid")"
            echo "$unit" >>~/stopped
        fi
    done
}

value() { sed -n "s/^$1=//p" ~/.config/systemd/user/"$unit"; }

case $2 in
enable)
    unit=$4
    [ -e "$(value ConditionPathExists)" ] || exit 0
    cd "$(value WorkingDirectory)" || exit 1
    eval "$(value ExecStartPre)"
    # shellcheck disable=SC1090 # What is to happen at this start alone.
    . "$(value EnvironmentFile | tail -c +2)"
    eval "exec setsid $(value ExecStart)" </dev/null >>"$(value StandardOutput | cut -d : -f 2)" 2>&1 &
    echo $! >~/"$unit.pid"
    ;;
disable)
    now=$3
    shift 2
    [ "$now" != --now ] || shift
    (cd ~/.config/systemd/user && ls "$@") >/dev/null || exit 1
    [ "$now" != --now ] || end "$@"
    ;;
stop)
    shift 2
    end "$@"
    ;;
show)
    pid=$(cat ~/"$6.pid" 2>/dev/null) && grep -qs '^State:.[^Z]' "/proc/$pid/status" && echo "$pid"
    ;;
esac
