import { at, fieldsAt, itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { matchesSelector } from '../../selector.ts';
import { mountOf } from '../../security/vault-mounts.ts';

/** Keys without which the API server refuses a Secret of a type. @see https://kubernetes.io/docs/concepts/configuration/secret/#secret-types */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

export const externalSecretReads = defineRule({
  id: 'external-secret-reads',
  severity: 'error',
  kinds: ['external-secrets.io/v1/ExternalSecret'],
  asks: 'An ExternalSecret reads from a store that is open to its namespace, at paths as the store takes them, and writes the keys that the type of its Secret demands.',
  source: 'https://external-secrets.io/latest/provider/hashicorp-vault/; https://external-secrets.io/latest/api/clustersecretstore/',
  *check({ object }, world) {
    const kind = textAt(object, 'spec.secretStoreRef.kind') ?? 'SecretStore';
    const namespace = object.metadata.namespace ?? '';
    const found = world.find(
      `external-secrets.io/v1/${kind}`,
      kind === 'ClusterSecretStore' ? '' : namespace,
      textAt(object, 'spec.secretStoreRef.name') ?? '',
    );
    const conditions = itemsAt(found?.object, 'spec.conditions');
    const labels = world.namespaceLabels(namespace);
    const admits = (condition: unknown): boolean =>
      itemsAt(condition, 'namespaces').includes(namespace) ||
      itemsAt(condition, 'namespaceRegexes').some((each) => matches(text(each) ?? '', namespace)) ||
      (at(condition, 'namespaceSelector') !== undefined &&
        (labels === undefined ||
          matchesSelector(at(condition, 'namespaceSelector'), { 'kubernetes.io/metadata.name': namespace, ...labels })));
    if (namespace !== '' && conditions.length > 0 && !conditions.some(admits)) {
      const open = conditions.flatMap((each) => [...itemsAt(each, 'namespaces'), ...itemsAt(each, 'namespaceRegexes')].map(String));
      yield {
        path: 'spec.secretStoreRef',
        message: `the store ${found?.object.metadata.name ?? ''} is not open to ${namespace}${open.length === 0 ? '' : `, but to ${open.join(', ')}`}`,
        why: 'The operator refuses it ("using cluster store is not allowed from namespace"): the Secret is never made.',
        fix: `Add ${namespace} to spec.conditions of the store.`,
      };
    }
    const vault = at(found?.object, 'spec.provider.vault');
    if (vault !== undefined && textAt(vault, 'path') !== undefined && (textAt(vault, 'version') ?? 'v2') === 'v2') {
      for (const [index, each] of itemsAt(object, 'spec.data').entries()) {
        const key = textAt(each, 'remoteRef.key') ?? '';
        const mount = mountOf(key, textAt(vault, 'path') ?? '', world);
        if (mount !== undefined)
          yield {
            path: `spec.data[${index}].remoteRef.key`,
            severity: 'info',
            message: `${key} begins with ${mount}, and the store reads below ${textAt(vault, 'path') ?? ''}`,
            why: `Vault is asked for ${textAt(vault, 'path') ?? ''}/data/${key}: unless there is such a folder, the Secret is never made.`,
            fix: `Write ${key.slice(mount.length + 1)}, or name a store of ${mount}.`,
          };
        if (!/^\/?data\//.test(key)) continue;
        yield {
          path: `spec.data[${index}].remoteRef.key`,
          severity: 'warning',
          message: `${key} is asked for at ${textAt(vault, 'path') ?? ''}/data/${key.replace(/^\//, '')}: the store adds "data" itself`,
          why: 'Vault has nothing there: the Secret is never made ("Secret does not exist").',
          fix: `Write ${key.replace(/^\/?data\//, '')}.`,
        };
      }
    }
    const type = textAt(object, 'spec.target.template.type') ?? '';
    const own = Object.keys(fieldsAt(object, 'spec.target.template.data'));
    const merges = textAt(object, 'spec.target.template.mergePolicy') === 'Merge';
    const fetched = itemsAt(object, 'spec.data').flatMap((each) => textAt(each, 'secretKey') ?? []);
    const unseen = itemsAt(object, 'spec.dataFrom').length > 0 || itemsAt(object, 'spec.target.template.templateFrom').length > 0;
    const written = own.length === 0 ? fetched : merges ? [...own, ...fetched] : own;
    const lacks = unseen ? [] : (KEYS[type] ?? []).filter((key) => !written.includes(key));
    if (lacks.length === 0 || written.length === 0) return;
    yield {
      path: 'spec.target.template',
      message: `a Secret of type ${type} has ${lacks.join(' and ')}, and this one gets ${written.join(', ')}`,
      why: 'The API server refuses the Secret: whoever mounts or pulls with it waits for ever.',
      fix: `Write ${lacks.join(' and ')} under target.template.data.`,
    };
  },
});

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern).test(name);
  } catch {
    return true;
  }
}
