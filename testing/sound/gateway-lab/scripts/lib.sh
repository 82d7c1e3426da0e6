#!/usr/bin/env bash
# What every script starts with.
set -Eeuo pipefail

export CLUSTER="${CLUSTER:-lab}"
export NAMESPACE="${NAMESPACE:-shop}"
export SIGHT="${SIGHT:-monitoring}"
export HOST="${HOST:-shop.localtest.me}"

say() { printf '\n=> %s\n' "$*"; }

need() {
  for program in "$@"; do
    command -v "$program" >/dev/null || { echo "Install $program first." >&2; exit 1; }
  done
}
