#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"

CNPG=1.28.0
helm upgrade --install argo-cd argo-cd --repo https://argoproj.github.io/argo-helm --version 9.1.3 \
  --namespace argocd --create-namespace --set configs.cm.kustomize\\.buildOptions=--enable-helm --wait
kubectl apply --server-side -f "https://raw.githubusercontent.com/cloudnative-pg/cloudnative-pg/v$CNPG/releases/cnpg-$CNPG.yaml"
kubectl -n cnpg-system rollout status deploy/cnpg-controller-manager --timeout=180s
kubectl apply -f root.yaml
