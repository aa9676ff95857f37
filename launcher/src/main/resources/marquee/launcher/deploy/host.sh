# What `./marquee deploy` does on a host: functions that bash there reads from its standard input,
# with calls behind them. Nothing of it is left behind. What it says to the program that sent it are
# lines with tabs; whatever else is said is a complaint.
set -u
{ export LC_ALL=C.UTF-8; } 2>/dev/null
umask 077

# How long a role may take to end before it is made to, and another deploy to be done.
readonly patience_seconds=10

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# visit FOLDER CLUSTER HOST: goes to where everything of the cluster is on the host that its
# description calls so; `place` is empty if nothing was deployed there.
visit() {
    cluster=$2 host=$3 place=""
    cd ~ 2>/dev/null || fail "there is no home folder"
    [ -d "$1" ] || return 0
    cd "$1" || fail "the folder $1 cannot be entered"
    [ -d run ] || return 0
    place=$(pwd -P)
    expect_mine
    expect_own
}

# What another user has made is not to be run, nor to hold a secret.
expect_mine() {
    [ -O . ] || fail "$place is another user's, expected a \"folder\" of $(id -un)"
}

# One folder, one host of one cluster: where home folders are shared, hosts would undo what others
# do. A full disk may have left a name empty.
expect_own() {
    local its_cluster="" its_host=""
    if [ -e owner ]; then { read -r its_cluster; read -r its_host; } <owner; fi
    among "$its_cluster" "" "$cluster" ||
        fail "$place belongs to the cluster $its_cluster, expected another \"folder\" for $cluster"
    among "$its_host" "" "$host" ||
        fail "$place belongs to the host $its_host, expected a \"folder\" of $host's own, such as" \
            "/var/tmp/marquee; where that is the same host's new name, remove $place/owner"
}

# Keeps other deploys out of the folder for as long as this script runs.
keep_others_out() {
    exec 9>lock
    flock -w "$patience_seconds" 9 || fail "another deploy is at work in $place"
}

# begin FOLDER CLUSTER HOST: goes there, makes it if need be, and keeps others out of it.
begin() {
    local folder=$1 tool
    cluster=$2 host=$3
    for tool in base64 flock gzip rsync setsid tar; do
        command -v "$tool" >/dev/null || fail "$tool is not installed"
    done
    cd ~ 2>/dev/null || fail "there is no home folder"
    mkdir -p "$folder" && cd "$folder" || fail "the folder $folder cannot be made or entered"
    place=$(pwd -P)
    case $place in
    *[!A-Za-z0-9._/-]*) fail "$place: only letters, digits, '.', '_', '-' and '/' may be in it" ;;
    esac
    expect_mine
    mkdir -p incoming releases run || fail "$place cannot be written"
    keep_others_out
    expect_own
    [ "$(cat owner 2>/dev/null)" = "$cluster"$'\n'"$host" ] ||
        printf '%s\n' "$cluster" "$host" >owner || fail "$place/owner cannot be written"
}

# A release that is here already needs no copying.
tell_release() {
    if [ -d "releases/$1" ]; then printf 'release\t%s\n' "$1"; fi
}

# Unpacked aside, tried, and moved to its place: it is there whole or not at all.
unpack() {
    local archive=incoming/$1.tar.gz part=releases/$1.part
    if [ ! -d "releases/$1" ]; then
        rm -rf "$part" && mkdir "$part" || fail "$place/$part cannot be made"
        tar -xzf "$archive" -C "$part" --strip-components=1 || fail "$archive cannot be unpacked"
        "$part/runtime/bin/java" -version >/dev/null 2>&1 9>&- ||
            fail "the Java of the archive does not run here, on $(uname -s -m)"
        mv "$part" "releases/$1" || fail "releases/$1 cannot be made"
    fi
    rm -f "$archive"
}

# Another deploy may have started them since this one looked.
expect_stopped() {
    local role
    for role in "$@"; do
        if running "$role" >/dev/null; then fail "$role runs already"; fi
    done
}

# From now on, this release is the one that is started.
choose() {
    ln -sfn "releases/$1" current.new && mv -T current.new current || fail "current cannot be set"
}

# Writes a file whole or not at all, for its owner only.
put() {
    printf '%s' "$2" | base64 -d >"$1.new" && mv "$1.new" "$1" || fail "$1 cannot be written"
}

# Whether the first of these words is among the others.
among() {
    local word=$1 each
    shift
    for each in "$@"; do
        if [ "$word" = "$each" ]; then return 0; fi
    done
    return 1
}

# Files with keys that are not among these words go: what ran here before may have needed them.
keep_keys() {
    local file
    for file in secret tokens R[0-9]*.keys secret.new tokens.new R[0-9]*.keys.new; do
        among "$file" "$@" || rm -f -- "$file" || fail "$file cannot be removed"
    done
}

# Whether there may be user units: systemd runs this user's services. That is asked once: who waits
# for roles looks at them five times a second.
systemd=""
if command -v systemctl >/dev/null && systemctl --user show-environment >/dev/null 2>&1; then
    systemd=yes
fi
readonly systemd

has_units() { [ -n "$systemd" ]; }

# Whether units stay when this user has logged out, which is when the last script is done.
lingers() { [ "$(loginctl show-user "$(id -un)" -p Linger --value 2>/dev/null)" = yes ]; }

unit() { printf 'marquee-%s-%s.service\n' "$cluster" "$1"; }

unit_file() { printf '%s\n' ~/.config/systemd/user/"$(unit "$1")"; }

# Whether there is one of this host: hosts that share home folders have each other's too.
has_unit() { has_units && grep -qsxF "X-Host=$host" "$(unit_file "$1")"; }

# Whether there is one of another host, which only that one may take away.
has_foreign_unit() { ! has_unit "$1" && grep -qs '^X-Host=' "$(unit_file "$1")"; }

# When a process began, which tells it from a later one of its number; nothing of one that ended.
began() {
    local stat
    { stat=$(cat "/proc/$1/stat"); } 2>/dev/null || return 1
    # shellcheck disable=SC2086 # Its words, all of them numbers but the first.
    set -- ${stat##*) }
    [ "$1" != Z ] && printf '%s\n' "${20}"
}

# The process of a role, if it runs.
running() {
    local pid=0 start=""
    if [ -e "run/$1.pid" ]; then
        read -r pid start <"run/$1.pid"
        [ -n "$start" ] && [ "$(began "$pid")" = "$start" ]
    else
        has_units && pid=$(systemctl --user show -p MainPID --value "$(unit "$1")" 2>/dev/null) &&
            [ "${pid:-0}" -gt 0 ]
    fi && printf '%s\n' "$pid"
}

# Those that were started here and are not among these words: the description gave them to this host
# before.
others() {
    local file role
    for file in run/*.by; do
        role=$(basename "$file" .by)
        if [ -e "$file" ] && ! among "$role" "$@"; then printf '%s\n' "$role"; fi
    done
}

# Those of them that run still, or would again at the next boot.
strays() {
    local role
    for role in $(others "$@"); do
        if running "$role" >/dev/null || has_unit "$role"; then
            printf '%s\n' "$role"
        fi
    done
}

# The release that a role was started from.
release_of() {
    local link
    link=$(readlink "run/$1.release" 2>/dev/null) && printf '%s\n' "${link##*/}"
}

last_words() { tail -n 1 "run/$1.out" 2>/dev/null | tr -d '\000-\037\177' | cut -c 1-200; }

# role, state, process, release, what it said last
tell() {
    local pid state=$2
    pid=$(running "$1")
    printf 'role\t%s\t%s\t%s\t%s\t%s\n' "$1" "$state" "${pid:--}" "$(release_of "$1")" \
        "$(last_words "$1")"
}

state() {
    if ! running "$1" >/dev/null; then
        if [ -e "run/$1.out" ]; then printf 'ended\n'; else printf 'absent\n'; fi
    elif grep -q '^READY ' "run/$1.out" 2>/dev/null; then
        printf 'ready\n'
    else
        printf 'waiting\n'
    fi
}

status() {
    local role
    for role in "$@"; do
        if [ -n "$place" ]; then
            tell "$role" "$(state "$role")"
        else
            printf 'role\t%s\tabsent\t-\t\t\n' "$role"
        fi
    done
    [ -n "$place" ] || return 0
    for role in $(strays "$@"); do tell "$role" stray; done
}

# Has a role say what it says to a file of its own; what it said in its life before is kept.
afresh() { printf 'mv -f run/%s.out run/%s.out.old 2>/dev/null; : >run/%s.out' "$1" "$1" "$1"; }

# start DEPLOY ROLE FIRST WORD...: FIRST is a word for this start alone, or empty.
start() {
    local deploy=$1 role=$2 first=$3 program pid
    shift 3
    ! grep -qxF "$deploy" run/undone 2>/dev/null || fail "this deploy was given up"
    expect_stopped "$role"
    program=$place/$(readlink current)/marquee
    printf '%s\n' "$deploy" >"run/$role.by" || fail "run/$role.by cannot be written"
    ln -sfn "../$(readlink current)" "run/$role.release"
    rm -f "run/$role.pid" "run/$role.first"
    if has_units && lingers; then
        start_unit "$role" "$first" "$program" "$@"
    else
        forget_unit "$role"
        eval "$(afresh "$role")" || fail "run/$role.out cannot be written"
        setsid nohup "$program" "$@" ${first:+"$first"} </dev/null >>"run/$role.out" 2>&1 9>&- &
        pid=$!
        printf '%s %s\n' "$pid" "$(began "$pid")" >"run/$role.pid" || {
            kill -KILL "$pid" # Nobody would know that it runs.
            fail "run/$role.pid cannot be written"
        }
    fi
}

# A unit that is left of an earlier deploy would start the role a second time.
forget_unit() {
    has_unit "$1" || return 0
    systemctl --user disable --now "$(unit "$1")" >/dev/null 2>&1
    rm -f "$(unit_file "$1")"
    systemctl --user daemon-reload >/dev/null 2>&1
    return 0
}

start_unit() {
    local role=$1 first=$2 program=$3 file
    file=$(unit_file "$role")
    shift 3
    printf 'MARQUEE_FIRST=%s\n' "$first" >"run/$role.first" ||
        fail "run/$role.first cannot be written"
    # Hosts that share home folders share units, and only this one has such a file and is named
    # there. What is wrong at boot, such as a port that is taken, may be right some minutes later;
    # what is wrong for longer is tried slowly, and left to a person in the end.
    mkdir -p "$(dirname "$file")" || fail "$(dirname "$file") cannot be made"
    cat >"$file" <<UNIT || fail "the unit of $role cannot be written"
[Unit]
Description=Marquee, cluster $cluster: $role
ConditionPathExists=$place/run/$role.by
X-Host=$host
StartLimitIntervalSec=3600
StartLimitBurst=180

[Service]
Type=exec
WorkingDirectory=$place
EnvironmentFile=-$place/run/$role.first
ExecStartPre=/bin/sh -c '$(afresh "$role")'
ExecStart=$program $* \$MARQUEE_FIRST
ExecStartPost=-/bin/rm -f $place/run/$role.first
StandardOutput=append:$place/run/$role.out
StandardError=append:$place/run/$role.out
KillMode=mixed
TimeoutStopSec=$patience_seconds
SuccessExitStatus=143
Restart=on-failure
RestartSec=5

[Install]
WantedBy=default.target
UNIT
    systemctl --user reset-failed "$(unit "$role")" >/dev/null 2>&1 # It counts its starts afresh.
    systemctl --user daemon-reload && systemctl --user enable --now "$(unit "$role")" 9>&- ||
        fail "systemd does not start $role; systemctl --user status $(unit "$role")"
}

# What is to happen once must not happen again when a unit is started again.
forget_first() { rm -f "run/$1.first"; }

# await SECONDS ROLE...: until all are ready, or one has ended, or the time is over.
await() {
    local end=$((SECONDS + $1)) role missing=yes
    shift
    while [ -n "$missing" ] && [ "$SECONDS" -le "$end" ]; do
        missing=""
        for role in "$@"; do
            case $(state "$role") in
            ready) ;;
            waiting) missing=yes ;;
            *) end=-1 ;;
            esac
        done
        # Nobody waits any more where this cannot be said.
        printf '\n' || exit 1
        [ -z "$missing" ] || [ "$end" -lt 0 ] || sleep 0.2
    done
    for role in "$@"; do forget_first "$role"; done
    status "$@"
    if has_units && ! lingers; then
        printf 'hint\tno unit starts roles again, as units end when %s logs out; %s\n' \
            "$(id -un)" "loginctl enable-linger, before a deploy, lets them stay"
    fi
}

# stop ROLE...: stops these and those that the description gave to this host before. Where nothing
# was deployed nothing is left behind.
stop() {
    if [ -z "$place" ]; then
        status "$@"
        return
    fi
    keep_others_out
    # shellcheck disable=SC2046 # A word each.
    stop_roles "$@" $(strays "$@")
}

# Asks all, then waits, then insists.
stop_roles() {
    local role pid end unit units=() own=()
    for role in "$@"; do
        if [ -e "run/$role.pid" ]; then
            if pid=$(running "$role"); then kill -TERM "$pid" 2>/dev/null; fi
        fi
        # A unit may be left of a time before, and would start the role at the next boot.
        if has_units && { [ ! -e "run/$role.pid" ] || has_unit "$role"; }; then
            units+=("$(unit "$role")")
            has_foreign_unit "$role" || own+=("$(unit "$role")")
        fi
    done
    if [ "${#units[@]}" -gt 0 ]; then
        for unit in "${own[@]}"; do # Together they would stay, were one of them not there.
            systemctl --user disable "$unit" >/dev/null 2>&1
        done
        systemctl --user stop "${units[@]}" >/dev/null 2>&1
        (cd ~/.config/systemd/user 2>/dev/null && rm -f "${own[@]}")
        systemctl --user daemon-reload >/dev/null 2>&1
        systemctl --user reset-failed "${units[@]}" >/dev/null 2>&1
    fi
    end=$((SECONDS + patience_seconds))
    for role in "$@"; do
        while pid=$(running "$role") && [ "$SECONDS" -lt "$end" ]; do sleep 0.1; done
        if pid=$(running "$role"); then kill -KILL "$pid" 2>/dev/null; fi
        while running "$role" >/dev/null && [ "$SECONDS" -lt $((end + 5)) ]; do sleep 0.1; done
        tell "$role" "$(state "$role")"
    done
}

# undo DEPLOY ROLE...: stops those of the roles that this deploy has started, and has it start no
# more, should its script still be on its way.
undo() {
    local deploy=$1 role own=()
    shift
    printf '%s\n' "$deploy" >run/undone || fail "run/undone cannot be written"
    for role in "$@"; do
        if [ "$(cat "run/$role.by" 2>/dev/null)" = "$deploy" ]; then own+=("$role"); fi
    done
    [ "${#own[@]}" -eq 0 ] || stop_roles "${own[@]}"
}

# tidy ROLE...: what roles other than these have left goes, unless they run; then what was copied,
# and releases that nobody runs any more, but for the one that is started next.
tidy() {
    local release each strays
    strays=$(strays "$@")
    # shellcheck disable=SC2086 # A word each.
    for each in $(others "$@" $strays); do rm -f "run/$each".*; done
    rm -rf incoming
    for release in releases/*; do
        [ "$release" != "$(readlink current)" ] || continue
        for each in run/*.release; do
            if [ "../$release" = "$(readlink "$each")" ]; then continue 2; fi
        done
        rm -rf "$release"
    done
}

# The time line of this host's roles, for a program.
logs() {
    [ -n "$place" ] && [ -x current/marquee ] || fail "nothing was deployed here"
    exec current/marquee logs --config cluster.json --json "$@"
}
