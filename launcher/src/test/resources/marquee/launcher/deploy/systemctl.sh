#!/usr/bin/env bash
# Plays the user's systemd in tests of deploy: a unit's process begins with `enable --now UNIT` and
# ends with `disable --now UNIT...`.
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
    shift 3
    for unit in "$@"; do kill "$(cat ~/"$unit.pid")"; done
    ;;
show)
    pid=$(cat ~/"$6.pid" 2>/dev/null) && grep -qs '^State:.[^Z]' "/proc/$pid/status" && echo "$pid"
    ;;
esac
