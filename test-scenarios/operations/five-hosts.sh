#!/usr/bin/env bash
# Deploys an archive to five hosts and has customers book while replicas lie and are killed. The
# hosts are network namespaces of this machine, each with an sshd, a home folder of its own, and a
# path on which there is no Java. As root; needs ip, ssh, sshd, rsync and curl.
#   test-scenarios/operations/five-hosts.sh ARCHIVE     what ./marquee package has made
# MARQUEE names another program than ./marquee. Exit status 1 if a promise was broken.
set -euo pipefail
cd "$(dirname "$0")/../.."

archive=$(realpath "$1")
readonly archive marquee=${MARQUEE:-./marquee} network=10.77.5 customers=4
readonly tools="bash base64 cat cut dirname basename env flock grep gzip id ln mkdir mv nohup
    readlink rm rsync sed setsid sleep tail tar tr uname"
work=$(mktemp -d)
hosts=(1 2 3 4 5)
shows=(- ATWM160523 ATWA160523 ATWE160523 ATWM170523)
crowd=()

# shellcheck disable=SC2317 # At the end.
end() {
    touch "$work/over"
    [ "${#crowd[@]}" = 0 ] || wait "${crowd[@]}" || true
    [ ! -e "$work/hosts.json" ] || "$marquee" deploy stop --hosts "$work/hosts.json" >/dev/null 2>&1 || true
    for host in "${hosts[@]}"; do
        [ ! -e "$work/sshd-$host.pid" ] || kill "$(cat "$work/sshd-$host.pid")" || true
        ip netns del "mqd$host" 2>/dev/null || true
    done
    ip link del mqd-bridge 2>/dev/null || true
    rm -rf "$work"
}
trap end EXIT

say() { printf '%5d s  %s\n' "$SECONDS" "$*"; }

make_network() {
    ip link add mqd-bridge type bridge
    ip addr add "$network.254/24" dev mqd-bridge
    ip link set mqd-bridge up
    for host in "${hosts[@]}"; do
        ip netns add "mqd$host"
        ip link add "mqd-v$host" type veth peer name eth0 netns "mqd$host"
        ip link set "mqd-v$host" master mqd-bridge up
        ip -n "mqd$host" addr add "$network.$host/24" dev eth0
        ip -n "mqd$host" link set eth0 up
        ip -n "mqd$host" link set lo up
    done
}

make_hosts() {
    mkdir -p /run/sshd "$work/bin"
    for tool in $tools; do ln -s "$(command -v "$tool")" "$work/bin/$tool"; done
    ssh-keygen -q -t ed25519 -N '' -f "$work/host"
    ssh-keygen -q -t ed25519 -N '' -f "$work/user"
    for host in "${hosts[@]}"; do
        mkdir "$work/home-$host"
        cat >"$work/sshd-$host" <<CONF
ListenAddress $network.$host
HostKey $work/host
AuthorizedKeysFile $work/user.pub
PidFile $work/sshd-$host.pid
StrictModes no
UsePAM no
PermitRootLogin yes
SetEnv HOME=$work/home-$host PATH=$work/bin
ForceCommand cd "\$HOME" && eval "\$SSH_ORIGINAL_COMMAND"
CONF
        ip netns exec "mqd$host" "$(command -v sshd || echo /usr/sbin/sshd)" -f "$work/sshd-$host"
        echo "$network.$host $(cut -d ' ' -f 1,2 "$work/host.pub")" >>"$work/known"
    done
    cat >"$work/ssh" <<CONF
Host *
User root
IdentityFile $work/user
IdentitiesOnly yes
UserKnownHostsFile $work/known
StrictHostKeyChecking yes
CONF
}

# The sequencer and the front end on the first host, a manager with its replica on each other one.
describe() {
    local slot=0 implementation replicas="" managers="" list=""
    for implementation in collections sql keyvalue theatres; do
        slot=$((slot + 1))
        replicas+="${replicas:+,}{\"id\": \"R$slot\", \"host\": \"$network.$((slot + 1))\","
        replicas+=" \"port\": 71${slot}0, \"implementation\": \"$implementation\"}"
        managers+="${managers:+,}{\"id\": \"RM$slot\", \"host\": \"$network.$((slot + 1))\", \"port\": 7105}"
    done
    cat >"$work/cluster.json" <<JSON
{"cluster": "five-hosts", "secret": "secret", "logs": "logs",
 "sequencer": {"host": "$network.1", "port": 7100, "data": "sequencer", "durability": "fsync"},
 "frontEnds": [{"id": "frontend-1", "host": "$network.1", "port": 7101, "http": {"port": 8080}}],
 "replicas": [$replicas], "managers": [$managers]}
JSON
    for host in "${hosts[@]}"; do list+="${list:+,}{\"host\": \"$network.$host\"}"; done
    cat >"$work/hosts.json" <<JSON
{"description": "cluster.json", "lab": true, "date": "2023-05-15", "sshConfig": "ssh",
 "hosts": [$list]}
JSON
    "$marquee" config keys "$work/secret" >/dev/null
}

ask() {
    local user=$1 method=$2 path=$3
    shift 3
    curl -s -m 20 -X "$method" -H "User-Id: $user" -H 'Content-Type: application/json' "$@" "$url$path"
}

# A customer books one seat after another and knows how many he holds; any other answer is wrong.
customer() {
    local held=0 user answer
    user=ATWC100$1
    while [ ! -e "$work/over" ]; do
        answer=$(ask "$user" POST "/v1/customers/$user/bookings" -H "Idempotency-Key: seat-$held" \
            -d "{\"movieId\": \"${shows[$1]}\", \"movieName\": \"Avatar\", \"tickets\": 1}") || true
        held=$((held + 1))
        case $answer in
        *"\"code\":\"BOOKED\",\"held\":$held,\"left\":$((10000 - held))}") ;;
        *) echo "customer $1, seat $held: $answer" >>"$work/wrong" ;;
        esac
        echo "$held" >"$work/held-$1"
    done
}

answered() { cat "$work"/held-* | awk '{ sum += $1 } END { print sum + 0 }'; }

# Kills the replica of a slot on its host.
crash() {
    kill -9 "$("$marquee" status --json --url "$url" | tr '{' '\n' |
        sed -n "s/.*\"slot\":\"$1\".*\"pid\":\([0-9]*\).*/\1/p" | head -n 1)"
}

lie() { "$marquee" fault "$1" wrong-reply:3 --url "$url" >/dev/null; }

# Waits until a slot votes in this life.
await_life() {
    local end=$((SECONDS + 120))
    until "$marquee" status --url "$url" 2>/dev/null | grep -q "^$1  *$2 .* ACTIVE "; do
        [ "$SECONDS" -lt "$end" ] || { say "$1 is not replaced"; return 1; }
        sleep 0.5
    done
    say "$1 votes again, in its life $2"
}

: >"$work/wrong"
make_network
make_hosts
describe
url=http://$network.1:8080
say "the archive has $(du -m "$archive" | cut -f 1) MiB; on the hosts' path: $(ip netns exec mqd2 \
    env -i PATH="$work/bin" bash -c 'command -v java || echo no java')"
"$marquee" deploy --hosts "$work/hosts.json" --package "$archive" --init --within 300
say "deployed"
for customer in $(seq "$customers"); do
    ask ATWA1111 PUT "/v1/shows/${shows[customer]}/Avatar" -d '{"capacity": 10000}' >/dev/null
    customer "$customer" &
    crowd+=($!)
done
sleep 3
say "R3 lies three times"
lie R3
await_life R3 1
say "R1 is killed"
crash R1
await_life R1 1
say "R2 lies and R4 is killed"
lie R2
crash R4
await_life R4 1
await_life R2 1
sleep 2
touch "$work/over"
wait "${crowd[@]}"
crowd=()
"$marquee" status --url "$url"
"$marquee" deploy logs --hosts "$work/hosts.json" | grep -c ' REQ ' |
    { read -r lines; say "$lines lines of requests in one time line"; }
say "$(answered) bookings, $(wc -l <"$work/wrong") wrong or failed answers"
if [ -s "$work/wrong" ]; then head -n 5 "$work/wrong"; exit 1; fi
"$marquee" deploy stop --hosts "$work/hosts.json"
