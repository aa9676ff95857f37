#!/usr/bin/env bash
# Provokes the alarms of docs/grafana/alarms.yml, each with the command of docs/operations.md, on a
# cluster of this machine, and waits until Prometheus fires it. Needs prometheus and curl.
#   test-scenarios/operations/alarms.sh [ALARM...]     all of them unless some are named
# MARQUEE names another program than ./marquee. Exit status 1 if an alarm does not come.
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly marquee=${MARQUEE:-./marquee} patience=120
# The order matters: what is hard to mend comes last.
readonly all="Disagreement SlotSilent Replacement ReplacedAgainAndAgain Strangers Retransmissions
    Slow QueueNearLimit Refusals NotReady NoAgreement PeerMissing Undecided FrontEndDown"

command -v prometheus >/dev/null || { echo "prometheus is not installed" >&2; exit 1; }
work=$(mktemp -d)
export XDG_STATE_HOME=$work
watcher="" sequencer=""

# shellcheck disable=SC2317 # At the end.
end() {
    [ -z "$watcher" ] || kill "$watcher" 2>/dev/null || true
    [ -z "$sequencer" ] || kill "$sequencer" 2>/dev/null || true
    "$marquee" down >/dev/null 2>&1 || true
    wait
    rm -rf "$work"
}
trap end EXIT

say() { printf '%5d s  %s\n' "$SECONDS" "$*"; }

# The process of a role, of this cluster alone.
pid() {
    grep -A 1 "\"name\" : \"$1\"" "$work/marquee/local/run.json" | sed -n 's/.*"pid" : \([0-9]*\).*/\1/p'
}

replica() {
    "$marquee" status --json | tr '{' '\n' | sed -n "s/.*\"slot\":\"$1\".*\"pid\":\([0-9]*\).*/\1/p"
}

fault() { "$marquee" fault "$@" >/dev/null; }

book() { curl -s -m 15 -o "$work/answer" -H 'User-Id: ATWC2222' "$url/v1/shows?movieName=Avatar" || true; }

# Books until the alarm has come.
keep_booking() {
    local end=$((SECONDS + patience))
    while [ "$SECONDS" -lt "$end" ] && ! fires "$1"; do book; sleep 0.1; done
}

fires() {
    curl -s "http://127.0.0.1:$watch_port/api/v1/alerts" | tr '{' '\n' |
        grep -A 3 "\"alertname\":\"Marquee$1\"" | grep -q '"state":"firing"'
}

await_slot() {
    local end=$((SECONDS + 60))
    until "$marquee" status 2>/dev/null | grep -q "^$1 .* ACTIVE " || [ "$SECONDS" -gt "$end" ]; do
        sleep 1
    done
}

provoke() {
    local udp many
    case $1 in
    Disagreement) fault R2 wrong-reply:1 && book ;;
    SlotSilent) fault R4 silent && keep_booking "$1" ;;
    Replacement) kill -9 "$(replica R1)" ;;
    ReplacedAgainAndAgain)
        for _ in 1 2 3; do
            await_slot R1
            kill -9 "$(replica R1)" || true
            sleep 5
        done
        ;;
    Strangers)
        udp=$(sed -n 's/.*"frontend-1".*"port": \([0-9]*\), "http".*/\1/p' "$work/small.json")
        for _ in $(seq 20); do head -c 100 /dev/zero >"/dev/udp/127.0.0.1/$udp"; done
        ;;
    Retransmissions) fault all drop:20% && keep_booking "$1" ;;
    Slow) fault all delay:200ms && keep_booking "$1" ;;
    QueueNearLimit | Refusals)
        kill -STOP "$(pid sequencer)"
        for _ in $(seq 9); do book & many="${many:-} $!"; done
        sleep 6
        kill -CONT "$(pid sequencer)"
        # shellcheck disable=SC2086 # Several numbers.
        wait $many
        ;;
    NotReady | NoAgreement) kill -9 "$(pid sequencer)" 2>/dev/null || true; book ;;
    PeerMissing) kill -9 "$(pid RM1)" ;;
    Undecided) for slot in R1 R2 R3 R4; do fault $slot wrong-reply; done; book ;;
    FrontEndDown) kill -9 "$(pid frontend-1)" ;;
    esac
}

cure() {
    case $1 in
    Retransmissions | Slow) fault all clear ;;
    NoAgreement) start_sequencer ;;
    *) ;;
    esac
}

start_sequencer() {
    "$marquee" sequencer --config "$description" --lab --date 2023-05-15 \
        >"$work/sequencer.out" 2>&1 &
    sequencer=$!
    local end=$((SECONDS + 60))
    until curl -sf -o "$work/answer" "$url/readyz" || [ "$SECONDS" -gt "$end" ]; do sleep 1; done
}

# Few requests may wait, and the ports are seldom those of another cluster.
ports=$((200 + RANDOM % 90))
sed -e 's/^{$/{ "limits": {"pendingRequestsMax": 8},/' -e "s/: 71\([0-9][0-9]\)/: $ports\1/g" \
    -e "s/: 8080/: ${ports}99/" config/local.json >"$work/small.json"
"$marquee" up --date 2023-05-15 --config "$work/small.json" >"$work/up.out"
url=$(sed -n 's/^front end *//p' "$work/up.out")
curl -s -X PUT -H 'User-Id: ATWA1111' -H 'Content-Type: application/json' -d '{"capacity": 100}' \
    "$url/v1/shows/ATWM160523/Avatar" -o "$work/answer"
description=$(sed -n 's/^description *//p' "$work/up.out")
watch_port=$((20000 + RANDOM % 10000))
cat >"$work/prometheus.yml" <<YML
global: {scrape_interval: 2s, evaluation_interval: 2s}
rule_files: ["$PWD/docs/grafana/alarms.yml"]
scrape_configs:
  - job_name: marquee
    static_configs: [{targets: ["${url#http://}"]}]
YML
prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" \
    --web.listen-address="127.0.0.1:$watch_port" --log.level=error >"$work/prometheus.out" 2>&1 &
watcher=$!
until curl -sf -o "$work/answer" "http://127.0.0.1:$watch_port/-/ready"; do
    kill -0 "$watcher" || { cat "$work/prometheus.out" >&2; exit 1; }
    sleep 0.5
done
# An increase shows from the second look on.
until curl -s "http://127.0.0.1:$watch_port/api/v1/query" \
    --data-urlencode 'query=count_over_time(marquee_ready[5m]) >= 2' | grep -q '"value"'; do
    sleep 0.5
done
say "cluster at $url, watched by $(prometheus --version 2>&1 | sed -n '1s/ (.*//p')"

missed=0
# shellcheck disable=SC2048 # Several names.
for alarm in ${*:-$all}; do
    began=$SECONDS
    provoke "$alarm"
    until fires "$alarm" || [ $((SECONDS - began)) -gt "$patience" ]; do sleep 1; done
    if fires "$alarm"; then
        say "Marquee$alarm fires after $((SECONDS - began)) s"
    else
        say "Marquee$alarm does not come within $patience s"
        missed=1
    fi
    cure "$alarm"
done
exit "$missed"
