import type { KubeObject } from '../../../lib/manifest/manifest.ts';

/**
 * Whether some data keeps a pattern of Kyverno, as far as our own policies use them: `=(key)` is asked where the key is there,
 * an item of a list is asked of every item, `*` stands for any text and `?` for one character. For tests alone.
 */
export function keeps(data: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern)) return Array.isArray(data) && data.every((item) => keeps(item, pattern[0]));
  if (typeof pattern === 'object' && pattern !== null) {
    if (typeof data !== 'object' || data === null) return false;
    return Object.entries(pattern).every(([key, wanted]) => {
      const optional = /^=\((.+)\)$/.exec(key)?.[1];
      const value = (data as Record<string, unknown>)[optional ?? key];
      return (optional !== undefined && value === undefined) || keeps(value, wanted);
    });
  }
  if (typeof data !== 'string' && typeof data !== 'number' && typeof data !== 'boolean') return false;
  const text = String(pattern).replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${text.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(String(data));
}

/** The pod that an object makes, as an admission webhook sees it; nothing where it makes none. */
export function podOf(object: KubeObject): { readonly metadata?: object; readonly spec: object } | undefined {
  if (object.kind === 'Pod') return object as unknown as { spec: object };
  const spec = object['spec'];
  return object.kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template?.spec === undefined ? undefined : spec.template;
}

/** Names of policies that do not let a pod pass in a namespace. */
export function refusedBy(policies: readonly KubeObject[], pod: object, namespace: string): string[] {
  return policies.flatMap(({ metadata, spec }) => {
    const [rule] = spec.rules;
    const left: readonly string[] = rule.exclude.any.flatMap(
      ({ resources }: { resources: { namespaces: string[] } }) => resources.namespaces,
    );
    return left.includes(namespace) || keeps(pod, rule.validate.pattern) ? [] : [metadata.name];
  });
}
