#!/usr/bin/env bash
set -euo pipefail
kubectl create namespace argocd --dry-run=client -o yaml | kubectl apply -f -
helm upgrade --install argocd argo-cd --repo https://argoproj.github.io/argo-helm --version 7.7.7 \
  --namespace argocd --wait
kubectl apply -f bootstrap/root.yaml
