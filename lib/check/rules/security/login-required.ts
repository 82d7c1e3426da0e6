import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import { HELM_KINDS } from '../../helm.ts';
import { openLogins } from '../../security/logins.ts';

export const loginRequired = defineRule({
  id: 'login-required',
  severity: 'warning',
  kinds: [...POD_KINDS, 'v1/ConfigMap', 'kiali.io/v1alpha1/Kiali', ...HELM_KINDS],
  asks: 'Programs that have a login use it: no anonymous administrator, no database without a password, no dev mode.',
  source: 'https://kiali.io/docs/configuration/authentication/; https://developer.hashicorp.com/vault/docs/concepts/dev-server',
  *check(manifest, world) {
    for (const { path, message, fix, severity } of openLogins(manifest, world)) {
      const why =
        'Whoever reaches its port, from any pod or from outside once it is routed, reads and changes what it holds, and no log tells who it was.';
      yield { path, message, why, fix, severity };
    }
  },
});
