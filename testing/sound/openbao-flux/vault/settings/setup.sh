#!/bin/sh
set -eu

tries=0
until bao status > /dev/null 2>&1; do
  tries=$((tries + 1))
  if [ "$tries" -ge 60 ]; then
    echo 'OpenBao does not answer' >&2
    exit 1
  fi
  sleep 5
done

BAO_TOKEN=$(bao write -field=token auth/kubernetes/login role=setup jwt="$(cat /var/run/secrets/openbao/token)")
export BAO_TOKEN

bao read sys/mounts/teams > /dev/null 2>&1 || bao secrets enable -path=teams -version=2 kv

bao policy write reader - << 'POLICY'
path "teams/data/shop/*" {
  capabilities = ["read"]
}
POLICY

bao policy write writer - << 'POLICY'
path "teams/data/shop/*" {
  capabilities = ["create", "read", "update", "delete"]
}
path "teams/metadata/shop/*" {
  capabilities = ["create", "read", "update", "delete"]
}
POLICY

bao write auth/kubernetes/role/writer \
  bound_service_account_names=vault-writer \
  bound_service_account_namespaces=shop \
  audience=openbao \
  token_policies=writer \
  token_ttl=20m

bao write auth/kubernetes/role/reader \
  bound_service_account_names=vault-reader \
  bound_service_account_namespaces=shop \
  audience=openbao \
  token_policies=reader \
  token_ttl=20m

bao token revoke -self > /dev/null
