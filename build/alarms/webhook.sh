#!/usr/bin/env bash
# Tells an alarm to a web address by POST: chats that take {"text": …}, such as Slack and Mattermost, show its Markdown as it is.
#   webhook.sh   the alarm comes as JSON on standard input; FLYWHEEL_WEBHOOK holds the address, which is a secret and no argument.
set -euo pipefail
: "${FLYWHEEL_WEBHOOK:?FLYWHEEL_WEBHOOK is empty: set it to the address of the webhook}"
# From a file of options, so that no list of processes shows the address.
curl --fail --silent --show-error --max-time 30 --output /dev/null \
  --header 'Content-Type: application/json' --data-binary @- --config <(printf 'url = "%s"\n' "$FLYWHEEL_WEBHOOK")
