#!/usr/bin/env bash
set -euo pipefail

ISTIO_VERSION=1.27.3
NAMESPACES="notes load"

docker build --tag notes:dev app
kind load docker-image notes:dev

helm repo add istio https://istio-release.storage.googleapis.com/charts
helm upgrade --install istio-base istio/base --version "$ISTIO_VERSION" --namespace istio-system --create-namespace --wait
helm upgrade --install istiod istio/istiod --version "$ISTIO_VERSION" --namespace istio-system --wait

for ns in $NAMESPACES; do
  kubectl create namespace "$ns" --dry-run=client --output yaml | kubectl apply --filename -
  kubectl label namespace "$ns" istio-injection=enabled --overwrite
done

kubectl apply --filename app/notes.yaml
kubectl wait --for=condition=available deployment --all --namespace notes --timeout=3m
