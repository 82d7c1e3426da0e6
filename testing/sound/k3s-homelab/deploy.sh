#!/usr/bin/env bash
set -euo pipefail

cd "$(dirname "$0")"
for folder in system/metallb system/cert-manager system/ingress system/dns system/backup apps/home apps/photos; do
  echo "== $folder"
  kubectl apply --server-side -k "$folder"
done

kubectl -n home rollout status deployment/home-assistant --timeout=5m
