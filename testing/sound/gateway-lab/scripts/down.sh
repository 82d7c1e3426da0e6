#!/usr/bin/env bash
. "$(dirname "$0")/lib.sh"
need kind

kind get clusters | grep -x "$CLUSTER" | xargs -r -n1 kind delete cluster --name
