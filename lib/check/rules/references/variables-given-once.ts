import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { fields, fieldsAt, itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const variablesGivenOnce = defineRule({
  id: 'variables-given-once',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Two sources of the variables of a container do not give one variable two values.',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const { name: container, path, fields: own } of pod?.containers ?? []) {
      const sources = itemsAt(own, 'envFrom').map((each) => (pod === undefined ? undefined : givenBy(each, pod, world)));
      // A variable of its own wins over both, and is written down to do so.
      const settled = new Set(itemsAt(own, 'env').map((each) => textAt(each, 'name') ?? ''));
      const first = new Map<string, { readonly from: string; readonly value: string }>();
      for (const [index, source] of sources.entries()) {
        const lost: string[] = [];
        let before = '';
        for (const [name, value] of source?.values ?? []) {
          const known = first.get(name);
          if (known === undefined) first.set(name, { from: source?.name ?? '', value });
          else if (known.value !== value && !settled.has(name)) {
            lost.push(name);
            before = known.from;
          }
        }
        if (lost.length === 0) continue;
        yield {
          path: `${path}.envFrom[${index}]`,
          // One ConfigMap for all, and one that changes some of it, may be meant.
          ...(before.split(' ')[0] === source?.name.split(' ')[0] ? { severity: 'info' as const } : {}),
          message: `container "${container}" gets ${lost.slice(0, 5).join(', ')}${lost.length > 5 ? ' …' : ''} from ${before} and from ${source?.name ?? ''}, with different values`,
          why: 'The later one wins without a word: whoever changes the other one changes nothing, and what belongs together may no longer fit.',
          fix: `Keep ${lost.length === 1 ? 'it' : 'them'} in one of the two.`,
        };
      }
    }
  },
});

interface Source {
  readonly name: string;
  readonly values: ReadonlyMap<string, string>;
}

/** What a ConfigMap or Secret of the tree gives; `undefined` where it is not here, or its values are made elsewhere. */
function givenBy(from: unknown, pod: PodTemplate, world: World): Source | undefined {
  const prefix = textAt(from, 'prefix') ?? '';
  for (const [field, kind] of [
    ['configMapRef', 'ConfigMap'],
    ['secretRef', 'Secret'],
  ] as const) {
    const name = textAt(from, `${field}.name`);
    const found = name === undefined ? undefined : world.find(`v1/${kind}`, pod.namespace, name);
    if (found === undefined) continue;
    const plain = Object.entries({
      ...(kind === 'ConfigMap' ? fieldsAt(found.object, 'data') : {}),
      ...fieldsAt(found.object, 'stringData'),
    });
    const encoded = kind === 'Secret' ? Object.entries(fields(found.object['data'])) : [];
    const values = [
      ...encoded.map(([key, value]) => [key, Buffer.from(text(value) ?? '', 'base64').toString('utf8')] as const),
      ...plain.map(([key, value]) => [key, text(value) ?? ''] as const),
    ].filter(([, value]) => !OPEN.test(value));
    return { name: `${kind} ${name ?? ''}`, values: new Map(values.map(([key, value]) => [`${prefix}${key}`, value])) };
  }
  return undefined;
}

/** Filled in before it reaches the cluster. */
const OPEN = /^$|\$\{|\{\{|<[^>]+>|^ENC\[|CHANGE_?ME|REPLACE/;
