#!/bin/bash
set -euo pipefail
cd "$(dirname "$0")"

ARGOCD_VERSION=v3.1.1

kubectl create namespace argocd --dry-run=client -o yaml | kubectl apply -f -
kubectl apply -n argocd --server-side -f "https://raw.githubusercontent.com/argoproj/argo-cd/$ARGOCD_VERSION/manifests/install.yaml"
kubectl -n argocd rollout status deploy/argocd-server --timeout=300s

for node in attic cellar; do
  if [ "$node" = attic ]; then labels=nodes/attic.yaml; else labels=nodes/cellar.yaml; fi
  kubectl apply --server-side --force-conflicts -f "$labels"
done

kubectl apply -f root.yaml

echo "The first password: kubectl -n argocd get secret argocd-initial-admin-secret -o jsonpath='{.data.password}' | base64 -d"
