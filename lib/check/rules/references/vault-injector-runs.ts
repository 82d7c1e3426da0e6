import { releasesOf } from '../../hosts/releases.ts';
import { POD_KINDS } from '../../pods.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const ASKS = 'vault.hashicorp.com/agent-inject';

export const vaultInjectorRuns = defineRule({
  id: 'vault-injector-runs',
  severity: 'error',
  kinds: POD_KINDS,
  asks: "Where pods ask Vault's injector for their secrets, the injector runs, and they name the role with which it logs in.",
  source: 'https://developer.hashicorp.com/vault/docs/platform/k8s/injector/annotations; seed 004, section 13',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod?.annotations[ASKS] !== 'true') return;
    const releases = releasesOf(world).filter(({ chart }) => chart === 'vault');
    const off = releases.filter(
      ({ values, open }) => open !== true && (textAt(values, 'injector.enabled') ?? textAt(values, 'global.enabled')) === 'false',
    );
    if (releases.length > 0 && off.length === releases.length) {
      yield {
        path: `${pod.path}.metadata.annotations["${ASKS}"]`,
        message: `the pods ask the injector of Vault for their secrets, and release ${off[0]?.name ?? ''} switches it off (injector.enabled)`,
        why: 'No container with the secrets is added: the program starts without the files under /vault/secrets, and fails.',
        fix: 'Switch the injector on, or fetch the secrets with an ExternalSecret.',
      };
    }
    if (Object.keys(pod.annotations).some((key) => NAMES_ROLE.test(key))) return;
    yield {
      path: `${pod.path}.metadata.annotations`,
      severity: 'warning',
      message: 'the pods ask the injector of Vault for their secrets, and vault.hashicorp.com/role names no role',
      why: 'The injector refuses the pod: "no Vault role found". Nothing starts.',
      fix: 'Add the annotation vault.hashicorp.com/role.',
    };
  },
});

/** Annotations that name a role, or another way to log in. */
const NAMES_ROLE = /^vault\.hashicorp\.com\/(role|auth-type|agent-configmap|auth-config-.+)$/;
