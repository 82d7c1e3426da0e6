#!/usr/bin/env bash
set -euo pipefail

for namespace in tickets-dev tickets; do
  kubectl create namespace "${namespace}" --dry-run=client -o yaml | kubectl apply -f -
done

helm upgrade --install argocd oci://ghcr.io/argoproj/argo-helm/argo-cd --version 8.6.1 \
  --namespace argocd --create-namespace --wait
kubectl apply -f bootstrap/root.yaml
