#!/usr/bin/env bash
# Runs a cluster of this machine as for real customers, with signed tokens over TLS, and goes through
# what docs/operations.md says of it: who has a token books, also while R2 lies and R3 is killed; who
# has none, a forged one or somebody else's is sent away, as is whoever comes without TLS.
#   test-scenarios/operations/real-customers.sh
# MARQUEE names another program than ./marquee, PORT the first of 48 ports, 8443 unless given. Needs openssl and curl. Exit status 1 at the first thing
# that is not as it should be.
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly marquee=$(realpath "${MARQUEE:-./marquee}") port=${PORT:-8443} patience=60
for tool in openssl curl; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
done
work=$(mktemp -d)
export XDG_STATE_HOME=$work/state
umask 077

# shellcheck disable=SC2317 # At the end.
end() {
    "$marquee" down >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap end EXIT

say() { printf '%5d s  %s\n' "$SECONDS" "$*"; }
wrong() { say "WRONG: $*"; exit 1; }

# customer USER TOKEN OPERATION...
customer() {
    local user=$1 token=$2
    shift 2
    "$marquee" client --url "$url" --ca frontend.pem --token "$token" --user "$user" --log log "$@"
}
operator() { "$marquee" "$@" --url "$url" --ca frontend.pem --token operator.token; }
token() { "$marquee" config token "$@" --config cluster.json; }
# Fails unless the command does.
refused() {
    local why=$1
    shift
    if "$@" >answer 2>&1; then wrong "$why was let in"; fi
    grep -q "$why" answer || wrong "expected $why, got: $(cat answer)"
    say "sent away: $(tail -1 answer)"
}
await_slot() {
    local last=$((SECONDS + patience))
    until operator status --json | tr '{' '\n' | grep "\"slot\":\"$1\"" | grep -q "\"incarnation\":$2,.*ACTIVE"; do
        [ "$SECONDS" -lt "$last" ] || wrong "$1 was not replaced: $(operator status)"
        customer ATWC2222 customer.token book ATWM160523 Avatar 1 >/dev/null ||
            wrong "the customer was not served"
    done
    say "$1 was replaced"
}

cd "$work"
head -c 24 /dev/urandom | base64 >frontend.password
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -keyout frontend.key \
    -out frontend.pem -subj /CN=localhost -addext subjectAltName=DNS:localhost 2>/dev/null
openssl pkcs12 -export -inkey frontend.key -in frontend.pem -passout file:frontend.password \
    -out frontend.p12
"$marquee" config token-key tokens
node() { echo "\"host\": \"localhost\", \"port\": $((port + $1))"; }
cat >cluster.json <<END
{
  "cluster": "real",
  "tokens": "tokens",
  "tls": {"keyStore": "frontend.p12", "password": "frontend.password"},
  "sequencer": {$(node 1), "durability": "fsync"},
  "frontEnds": [{"id": "frontend-1", $(node 2), "http": {"port": $port}}],
  "replicas": [
    {"id": "R1", $(node 10), "implementation": "collections"},
    {"id": "R2", $(node 20), "implementation": "sql"},
    {"id": "R3", $(node 30), "implementation": "keyvalue"},
    {"id": "R4", $(node 40), "implementation": "theatres"}
  ],
  "managers": [
    {"id": "RM1", $(node 3)}, {"id": "RM2", $(node 4)}, {"id": "RM3", $(node 5)}, {"id": "RM4", $(node 6)}
  ]
}
END
"$marquee" up --config cluster.json --date 2023-05-15
url=https://localhost:$port
token ATWA1111 --operator >operator.token
token ATWA1111 >admin.token
token ATWC2222 >customer.token
say "the cluster is ready at $url"

customer ATWA1111 admin.token add ATWM160523 Avatar 300
customer ATWC2222 customer.token book ATWM160523 Avatar 2
refused 401 curl -sSf --cacert frontend.pem -H 'User-Id: ATWC2222' "$url/v1/customers/ATWC2222/bookings"
token=$(<customer.token)
forged=${token%.*}.$(printf %s "${token##*.}" | tr a-yA-Y b-zB-Z)
refused 401 curl -sSf --cacert frontend.pem -H "Authorization: Bearer $forged" \
    "$url/v1/customers/ATWC2222/bookings"
refused NOT_ALLOWED customer ATWC2222 customer.token --for ATWC3333 schedule
refused ATWC2222 customer ATWC3333 customer.token schedule
refused NOT_ALLOWED "$marquee" fault --url "$url" --ca frontend.pem --token admin.token R2 wrong-reply
refused certificate "$marquee" status --url "$url" --token operator.token
curl -s -m 5 "http://localhost:$port/v1/shows?movieName=Avatar" >answer || true
if grep -q '"shows"' answer; then wrong "answers without TLS"; fi

operator fault R2 wrong-reply
await_slot R2 1
pid=$(operator status --json | tr '{' '\n' | sed -n 's/.*"slot":"R3".*"pid":\([0-9]*\).*/\1/p')
[ -n "$pid" ] || wrong "R3 has no process"
kill -9 "$pid"
await_slot R3 1
customer ATWC2222 customer.token schedule
say "all as it should be"
