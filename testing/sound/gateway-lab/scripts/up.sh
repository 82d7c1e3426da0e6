#!/usr/bin/env bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$(dirname "${BASH_SOURCE[0]}")/.."
need kind kubectl helm envsubst

if ! kind get clusters | grep -qx "$CLUSTER"; then
  say "Cluster $CLUSTER"
  kind create cluster --name "$CLUSTER" --config lab/kind.yaml
fi
kubectl config use-context "kind-$CLUSTER"

say 'Istio'
helm repo add istio https://istio-release.storage.googleapis.com/charts --force-update
helm upgrade --install istio-base istio/base --version 1.27.3 --namespace istio-system --create-namespace --wait
helm upgrade --install istiod istio/istiod --version 1.27.3 --namespace istio-system --values helm/istiod.yaml --wait

helm upgrade --install gateway istio/gateway --version 1.27.3 --namespace istio-ingress --create-namespace \
  --values helm/gateway.yaml --wait

say 'Prometheus'
helm repo add prometheus-community https://prometheus-community.github.io/helm-charts --force-update
envsubst <helm/prometheus.yaml | helm upgrade --install prometheus prometheus-community/kube-prometheus-stack \
  --version 79.5.0 --namespace "$SIGHT" --create-namespace --values - --wait

say 'The shop'
kubectl apply -f shop/namespace.yaml
kubectl apply -f shop/
kubectl --namespace "$NAMESPACE" rollout status deployment/web --timeout=3m
kubectl get nodes --no-headers | awk '{ print $1, $2 }' | sort
