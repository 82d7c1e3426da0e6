import { registered, registersElsewhere, REGISTRY_KINDS, type Registered } from '../../clusters/registered.ts';
import { LOCAL, toldBy } from '../../clusters/where.ts';
import { installerOf, type Installer } from '../../installers.ts';
import { nearName } from '../../reference.ts';
import { fields, fieldsAt, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { matchesSelector } from '../../selector.ts';
import type { World } from '../../world.ts';

export const destinationRegistered = defineRule({
  id: 'destination-registered',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet', ...REGISTRY_KINDS],
  asks: 'The cluster that an Application installs into is one that Argo CD is told about, by the name or server that its Secret has.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters; seed 004, section 4.2',
  *check(manifest, world) {
    const installer = installerOf(manifest);
    if (installer !== undefined) {
      yield* destination(installer, world);
      yield* generators(manifest.object, 'spec.generators', world);
    } else yield* secret(toldBy(registered(world), manifest));
  },
});

const WHY = 'Argo CD refuses the Application: it shows an error instead of a sync, and nothing is installed.';

function* destination({ spec, specPath }: Installer, world: World): Iterable<Issue> {
  const [name, server] = [textAt(spec, 'destination.name'), textAt(spec, 'destination.server')];
  const path = `${specPath}.destination`;
  if (name !== undefined && name !== '' && server !== undefined && server !== '') {
    // Both at once are a mistake of their own: schema-valid tells it.
    return;
  }
  const all = registered(world);
  const [key, wanted] = name === undefined || name === '' ? (['server', server] as const) : (['name', name] as const);
  if (all.length === 0 || wanted === undefined || wanted === '' || wanted.includes('{{') || wanted === 'in-cluster' || LOCAL.test(wanted))
    return;
  if (all.some((each) => each[key] !== undefined && address(each[key]) === address(wanted))) return;
  const known = all.flatMap((each) => each[key] ?? []);
  const near = nearName(wanted, known);
  // A Secret that an operator fills may be the one.
  const open = registersElsewhere(world) || all.some((each) => each[key] === undefined);
  if (open && near === undefined) return;
  yield {
    path: `${path}.${key}`,
    ...(open ? { severity: 'warning' as const } : {}),
    message: `no cluster is registered with the ${key} ${wanted}: there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}`,
    why: WHY,
    fix: near === undefined ? 'Name a cluster that is registered, or add its Secret.' : `Did you mean "${near}"?`,
  };
}

function address(text: string): string {
  return text.replace(/\/$/, '').replace(/^(https:\/\/[^/]+):443$/, '$1');
}

/** Clusters that a generator selects by labels of their Secrets. */
function* generators(object: unknown, path: string, world: World): Iterable<Issue> {
  const all = registered(world);
  for (const [index, generator] of itemsAt(object, path).entries()) {
    for (const nested of ['matrix', 'merge']) {
      const inner = fieldsAt(generator, nested)['generators'];
      if (inner !== undefined) yield* within(fields(generator), nested, `${path}[${index}]`, world);
    }
    const selector = fieldsAt(generator, 'clusters')['selector'];
    if (selector === undefined || all.length === 0 || registersElsewhere(world)) continue;
    if (all.some(({ labels }) => matchesSelector(selector, labels))) continue;
    const asked = JSON.stringify(fieldsAt(selector, 'matchLabels'));
    const carried = [
      ...new Set(
        all.map(({ labels }) => JSON.stringify(Object.fromEntries(Object.entries(labels).filter(([key]) => !key.startsWith('argocd.'))))),
      ),
    ];
    yield {
      path: `${path}[${index}].clusters.selector`,
      message: `no Secret of a cluster carries ${asked}: they carry ${carried.join(' and ')}`,
      why: 'The generator finds no cluster: no Application is made, and none that there were is kept.',
      fix: 'Put the label on the Secrets of the clusters, or select by one that they have.',
    };
  }
}

function* within(generator: Readonly<Record<string, unknown>>, nested: string, path: string, world: World): Iterable<Issue> {
  for (const issue of generators(generator, `${nested}.generators`, world)) yield { ...issue, path: `${path}.${issue.path}` };
}

function* secret([own]: readonly Registered[]): Iterable<Issue> {
  const lacking = own?.keys === undefined ? [] : ['name', 'server', 'config'].filter((key) => own.keys?.includes(key) !== true);
  if (own === undefined || lacking.length === 0) return;
  yield {
    path: own.path,
    message: `the Secret of a cluster has no ${lacking.join(' and no ')}: its keys are ${own.keys?.join(', ') ?? ''}`,
    why: 'Argo CD cannot use the cluster: its Applications stay Unknown.',
    fix: `Add ${lacking.join(', ')}.`,
  };
}
