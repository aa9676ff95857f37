#!/usr/bin/env bash
# Plays the program in tests of deploy: says READY and stays, fails or is never ready where a file
# says so, or shows with which words logs were asked for.
id=""
words=("$@")
while [ $# -gt 0 ]; do
    if [ "$1" = --id ]; then id=$2; fi
    shift
done
if [ "${words[0]}" = logs ]; then
    if [ -e ~/torn ]; then
        head -c 300000 /dev/zero | tr '\0' x >&2
        printf '{"time":"%s","node":"R2","level":"?","message":"half"}\n' "$(cat ~/time)"
    fi
    printf '{"time":"%s","node":"%s","level":"INFO","message":"%s"}\n' \
        "$(cat ~/time)" "$(basename ~)" "$(printf '<%s>' "${words[@]}")"
    exit
fi
if [ -e ~/broken ]; then
    echo "$id: cannot listen on UDP port 7, expected a free port" >&2
    exit 1
fi
if [ -e ~/slow ]; then exec sleep 3600; fi
printf '%s\n' "${words[@]}" >~/"$id.words"
echo "READY $id"
exec sleep 3600
