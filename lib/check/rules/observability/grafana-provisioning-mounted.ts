import { parseImage } from '../../images.ts';
import { mountedMaps } from '../../mounted-maps.ts';
import { shapesIn } from '../../observability/shapes.ts';
import { POD_KINDS, type Container, type PodTemplate } from '../../pods.ts';
import { at, itemsAt, join, textAt, textsAt } from '../../read.ts';
import { isOpaque } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { yamlIn } from '../../text-yaml.ts';
import type { World } from '../../world.ts';

export const grafanaProvisioningMounted = defineRule({
  id: 'grafana-provisioning-mounted',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Data sources and providers of dashboards are mounted where Grafana reads them, and dashboards where their provider looks.',
  source: 'https://grafana.com/docs/grafana/latest/administration/provisioning/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const container = pod?.containers.find(
      ({ image, init }) => !init && /(^|\/)grafana(-oss|-enterprise)?$/.test(parseImage(image ?? '').path),
    );
    if (pod === undefined || container === undefined) return;
    const root = (variable(container, 'GF_PATHS_PROVISIONING') ?? '/etc/grafana/provisioning').replace(/\/$/, '');
    const mounts = itemsAt(container.fields, 'volumeMounts').map((mount) => (textAt(mount, 'mountPath') ?? '').replace(/\/$/, ''));
    for (const { config, mount, key, path } of mounted(pod, container, world)) {
      const has = contents(config, key, world);
      const home = `${root}/${has.sources ? 'datasources' : 'dashboards'}`;
      if ((has.sources || has.folders.length > 0) && mount !== home && !mount.startsWith(`${home}/`) && mount !== root)
        yield lost(path, config, mount, has.sources ? 'data sources' : 'providers of dashboards', home);
      for (const folder of has.folders) {
        if (mounts.some((each) => `${folder}/`.startsWith(`${each}/`) || each.startsWith(`${folder}/`))) continue;
        const dashboards = [...mounted(pod, container, world)].find((each) => shapesIn(world, each.config, 'dashboard').length > 0)?.mount;
        if (dashboards === undefined && !folder.startsWith('/var/lib/grafana/')) continue;
        yield {
          path: `${container.path}.volumeMounts`,
          message: `the provider of ConfigMap ${config.object.metadata.name} looks for dashboards in ${folder}, where nothing is mounted${dashboards === undefined ? '' : `; they are mounted at ${dashboards}`}`,
          why: 'Grafana starts without a dashboard: the folder is empty.',
          fix:
            dashboards === undefined
              ? `Mount the dashboards at ${folder}.`
              : `Set options.path: ${dashboards}, or mount the dashboards at ${folder}.`,
        };
      }
    }
    yield* unmounted(pod, container, world);
  },
});

/** Data sources and providers in the namespace of the one Grafana that no pod mounts. */
function* unmounted(pod: PodTemplate, container: Container, world: World): Iterable<Issue> {
  // A sidecar may fetch them, and a chart's Grafana may be meant.
  if (pod.containers.filter(({ init }) => !init).length !== 1 || isOpaque(world, pod.namespace)) return;
  const taken = new Set(world.podsIn(pod.namespace).flatMap((each) => mapsOf(each)));
  const left = world.inNamespace('v1/ConfigMap', pod.namespace).filter((config) => {
    if (taken.has(config.object.metadata.name) || Object.keys(config.object.metadata.labels ?? {}).some((key) => key.startsWith('grafana')))
      return false;
    const has = contents(config, undefined, world);
    return has.sources || has.folders.length > 0;
  });
  if (left.length === 0) return;
  yield {
    path: `${container.path}.volumeMounts`,
    severity: 'warning',
    message: `nothing mounts ConfigMap ${left.map(({ object }) => object.metadata.name).join(', ')}, which ${left.length === 1 ? 'has' : 'have'} data sources or providers of dashboards for Grafana`,
    why: 'Grafana starts without them, and says nothing of it.',
    fix: 'Mount data sources at /etc/grafana/provisioning/datasources, providers at /etc/grafana/provisioning/dashboards.',
  };
}

/** Names of the ConfigMaps that a pod mounts. */
function mapsOf(pod: PodTemplate): readonly string[] {
  return itemsAt(pod.spec, 'volumes').flatMap((each) => [
    textAt(each, 'configMap.name') ?? '',
    ...itemsAt(each, 'projected.sources').map((source) => textAt(source, 'configMap.name') ?? ''),
  ]);
}

function lost(path: string, { object }: WorldObject, mount: string, what: string, home: string): Issue {
  return {
    path,
    message: `ConfigMap ${object.metadata.name} has ${what} and is mounted at ${mount}, where Grafana does not look`,
    why: 'Grafana starts without them, and says nothing of it.',
    fix: `Mount it at ${home}.`,
  };
}

interface Mounted {
  readonly config: WorldObject;
  readonly mount: string;
  /** Of a single file, that of its entry. */
  readonly key: string | undefined;
  readonly path: string;
}

function* mounted(pod: PodTemplate, container: Container, world: World): Iterable<Mounted> {
  for (const { config, folder, subPath, path } of mountedMaps(pod, container, world))
    yield { config, mount: folder, key: subPath, path: `${path}.mountPath` };
}

/** Whether a ConfigMap, or one of its entries, has data sources, and the folders in which its providers look. */
function contents(
  config: WorldObject,
  only: string | undefined,
  world: World,
): { readonly sources: boolean; readonly folders: readonly string[] } {
  const texts = Object.entries(textsAt(config.object, 'data')).flatMap(([key, value]) =>
    (only === undefined || key === only) && /^\s*providers:/m.test(value) ? [value] : [],
  );
  const folders = texts.flatMap((value) => itemsAt(yamlIn(value), 'providers').flatMap((each) => textAt(each, 'options.path') ?? []));
  return {
    sources: shapesIn(world, config, 'datasources').some(
      ({ content, path }) => at(content, 'datasources') !== undefined && (only === undefined || path === join('data', only)),
    ),
    folders: folders.filter((folder) => folder.startsWith('/')).map((folder) => folder.replace(/\/$/, '')),
  };
}

function variable(container: Container, name: string): string | undefined {
  return textAt(
    itemsAt(container.fields, 'env').find((each) => textAt(each, 'name') === name),
    'value',
  );
}
