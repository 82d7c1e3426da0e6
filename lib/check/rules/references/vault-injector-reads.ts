import { POD_KINDS } from '../../pods.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const ASKS = 'vault.hashicorp.com/agent-inject';
const TEMPLATE = 'vault.hashicorp.com/agent-inject-template-';

export const vaultInjectorReads = defineRule({
  id: 'vault-injector-reads',
  severity: 'error',
  kinds: POD_KINDS,
  asks: "What Vault's injector adds to pods has a token to log in with, and templates that read where a versioned engine keeps its values.",
  source:
    'https://developer.hashicorp.com/vault/docs/platform/k8s/injector/annotations; https://developer.hashicorp.com/vault/docs/agent-and-proxy/agent/template',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod?.annotations[ASKS] !== 'true') return;
    for (const [annotation, written] of Object.entries(pod.annotations)) {
      if (!annotation.startsWith(TEMPLATE)) continue;
      for (const [, path = '', body = ''] of written.matchAll(/with\s+secret\s+"([^"]+)"[^}]*\}\}([\s\S]*?)(?=\{\{-?\s*(?:end|with)\b)/g)) {
        const name = /\.Data\.(?!data\b|metadata\b)(\w+)/.exec(body)?.[1];
        if (!/^[\w-]+\/data\//.test(path) || name === undefined) continue;
        yield {
          path: `${pod.path}.metadata.annotations["${annotation}"]`,
          message: `the template reads .Data.${name} of ${path}, where a versioned engine keeps it under .Data.data`,
          why: 'The file holds "<no value>": the program starts with it as its password, and is refused.',
          fix: `Write .Data.data.${name}.`,
        };
      }
    }
    const account = world.find('v1/ServiceAccount', pod.namespace, textAt(pod.spec, 'serviceAccountName') ?? 'default')?.object;
    const own = at(pod.spec, 'automountServiceAccountToken');
    const isOff = own === false || (own === undefined && at(account, 'automountServiceAccountToken') === false);
    const mounts = ['containers', 'initContainers'].flatMap((list) =>
      itemsAt(pod.spec, list).flatMap((each) => itemsAt(each, 'volumeMounts')),
    );
    const otherwise = Object.keys(pod.annotations).some((key) =>
      /^vault\.hashicorp\.com\/(agent-service-account-token-volume-name|auth-type|agent-configmap)$/.test(key),
    );
    if (!isOff || otherwise || mounts.some((each) => textAt(each, 'mountPath')?.includes('serviceaccount') === true)) return;
    yield {
      path: own === false ? `${pod.specPath}.automountServiceAccountToken` : `${pod.specPath}.serviceAccountName`,
      message:
        'the pods ask the injector of Vault for their secrets, and get no token of their account (automountServiceAccountToken: false)',
      why: 'The injector refuses the pods: "failed to find service account volume mount". Nothing starts.',
      fix: 'Leave it out, or project a token and name its volume in vault.hashicorp.com/agent-service-account-token-volume-name.',
    };
  },
});
