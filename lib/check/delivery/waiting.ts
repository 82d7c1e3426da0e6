import { documentKind } from '../document.ts';
import { releasesOf } from '../hosts/releases.ts';
import { fieldsAt, itemsAt, textAt, textsAt } from '../read.ts';
import type { World } from '../world.ts';

/** Settings of Argo CD, from its ConfigMap or the values of its chart; `whole` where nothing else can add to them. */
interface Settings {
  readonly texts: Readonly<Record<string, string>>;
  readonly whole: boolean;
}

/**
 * Whether Argo CD judges the health of a kind by a check of its own, `argoproj.io/Application`; `undefined` where its settings are not in
 * the tree. Since 1.8 it has none for Applications: without this one, their waves do not wait for each other.
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/health/#argocd-app
 */
export function hasHealthCheck(world: World, kind: string): boolean | undefined {
  const { everywhere } = world;
  return everywhere.once(`health check of ${kind}`, () => {
    const key = `resource.customizations.health.${kind.replace('/', '_')}`;
    const all = [...everywhere.worlds.values()];
    const settings = argoSettings(world);
    const has = ({ texts }: Settings): boolean =>
      texts[key] !== undefined || new RegExp(`^${kind}:`, 'm').test(texts['resource.customizations'] ?? '');
    if (settings.some(has) || all.some((each) => isSaid(each, key) || isOperated(each, kind))) return true;
    return settings.some(({ whole }) => whole) ? false : undefined;
  });
}

/** Whether waves of Applications wait until those before are healthy. */
export function applicationsWait(world: World): boolean | undefined {
  return hasHealthCheck(world, 'argoproj.io/Application');
}

/** What the tree sets for Argo CD, in a ConfigMap or as values of its chart. */
export function argoSettings(world: World): readonly Settings[] {
  const { everywhere } = world;
  return everywhere.once('settings of Argo CD', () => [...everywhere.worlds.values()].flatMap((each) => [...settingsIn(each)]));
}

function* settingsIn(world: World): Iterable<Settings> {
  for (const { object } of world.ofKind('v1/ConfigMap')) {
    if (object.metadata.name !== 'argocd-cm') continue;
    // Without the labels of a whole one it is a patch, or what a chart lays over its own.
    yield { texts: textsAt(object, 'data'), whole: Object.keys(fieldsAt(object, 'data')).length > 0 };
  }
  for (const { chart, values, open } of releasesOf(world)) {
    if (chart !== 'argo-cd') continue;
    yield { texts: { ...textsAt(values, 'server.config'), ...textsAt(values, 'configs.cm') }, whole: open !== true };
  }
}

/** Terraform and scripts write settings as text. */
function isSaid(world: World, key: string): boolean {
  return (['TextFile', 'Script'] as const).some((kind) =>
    world.ofKind(documentKind(kind)).some(({ object }) => textAt(object, 'text')?.includes(key) === true),
  );
}

/** The operator of Argo CD has a list of checks. */
function isOperated(world: World, kind: string): boolean {
  return world
    .ofKind('argoproj.io/v1beta1/ArgoCD')
    .some(({ object }) =>
      itemsAt(object, 'spec.resourceHealthChecks').some((each) => `${textAt(each, 'group') ?? ''}/${textAt(each, 'kind') ?? ''}` === kind),
    );
}
