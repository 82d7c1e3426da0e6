import { POD_KINDS, volume, type Container, type PodTemplate } from '../../pods.ts';
import { programOf } from '../../programs/of-images.ts';
import { at, itemsAt, textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { nginxConfigs } from '../../texts/nginx-configs.ts';
import { directivesNamed } from '../../texts/nginx.ts';
import type { World } from '../../world.ts';

/** Folders without whose files no program of an image starts. */
const OF_IMAGES: ReadonlySet<string> = new Set([
  '/',
  '/bin',
  '/etc',
  '/lib',
  '/lib64',
  '/sbin',
  '/usr',
  '/usr/bin',
  '/usr/lib',
  '/usr/local',
  '/usr/local/bin',
  '/usr/sbin',
]);

/** Folders of programs, and a file in them without which they stop. */
const OF_PROGRAMS: readonly { readonly program: RegExp; readonly folder: string; readonly file: string }[] = [
  { program: /^nginx(-unprivileged)?$/, folder: '/etc/nginx', file: 'nginx.conf' },
  { program: /^haproxy$/, folder: '/usr/local/etc/haproxy', file: 'haproxy.cfg' },
  { program: /^httpd$/, folder: '/usr/local/apache2/conf', file: 'httpd.conf' },
  { program: /^prometheus$/, folder: '/etc/prometheus', file: 'prometheus.yml' },
];

/** Folders in which programs write; volumes of ConfigMaps and Secrets are never written to. */
const WRITTEN: readonly { readonly program: RegExp; readonly folders: readonly string[] }[] = [
  { program: /^grafana(-oss|-enterprise)?$/, folders: ['/var/lib/grafana'] },
  { program: /^(mysql|mysql-server|mariadb|percona)$/, folders: ['/var/lib/mysql'] },
  { program: /^(postgres|postgis|timescaledb)$/, folders: ['/var/lib/postgresql', '/var/lib/postgresql/data'] },
  { program: /^mongo(db)?$/, folders: ['/data/db'] },
  { program: /^prometheus$/, folders: ['/prometheus'] },
  { program: /^alertmanager$/, folders: ['/alertmanager'] },
  { program: /^loki$/, folders: ['/loki'] },
  { program: /^tempo$/, folders: ['/var/tempo'] },
];

export const mountHidesFiles = defineRule({
  id: 'mount-hides-files',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A volume is not mounted over files of the image that the program needs, and no ConfigMap over the folder of its data.',
  source:
    'https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath; https://kubernetes.io/docs/concepts/configuration/configmap/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (pod === undefined) continue;
      for (const [index, mount] of itemsAt(container.fields, 'volumeMounts').entries()) {
        const folder = (textAt(mount, 'mountPath') ?? '').replace(/(?<=.)\/+$/, '');
        const source = volume(pod, textAt(mount, 'name') ?? '');
        if (at(mount, 'subPath') !== undefined || at(mount, 'subPathExpr') !== undefined || source === undefined) continue;
        const writes = WRITTEN.some(({ program, folders }) => folders.includes(folder) && program.test(programOf(container)));
        const readOnly = writes ? readOnlySource(source) : undefined;
        if (readOnly !== undefined) {
          yield {
            path: `${container.path}.volumeMounts[${index}].mountPath`,
            message: `volume "${textAt(mount, 'name') ?? ''}" (${readOnly}) is mounted over ${folder}, where ${programOf(container)} writes its data`,
            why: 'Such a volume is read-only, whatever it says: the program finds its folder not writable and ends at its start.',
            fix: `Mount it into a folder of its own, and a claim at ${folder}.`,
          };
          continue;
        }
        const lost = hidden(pod, container, folder, source, world);
        if (lost === undefined) continue;
        const name = textAt(source, 'configMap.name');
        yield {
          path: `${container.path}.volumeMounts[${index}].mountPath`,
          message: `volume "${textAt(mount, 'name') ?? ''}"${name === undefined ? '' : ` (ConfigMap ${name})`} is mounted over ${folder}, and hides ${lost} of the image`,
          why: 'A mount takes the place of the whole folder: the program does not find what its image brings, and stops or serves nothing.',
          fix:
            name === undefined
              ? 'Mount it beside the folder, or fill it with an init container.'
              : 'Mount the single file with subPath, or into a folder of its own.',
        };
      }
    }
  },
});

/** `ConfigMap dashboards`, where it is one of the kinds that nobody can write to. */
function readOnlySource(source: unknown): string | undefined {
  const [map, secret] = [textAt(source, 'configMap.name'), textAt(source, 'secret.secretName')];
  if (map !== undefined) return `ConfigMap ${map}`;
  if (secret !== undefined) return `Secret ${secret}`;
  return at(source, 'projected') === undefined ? undefined : 'projected';
}

function hidden(pod: PodTemplate, container: Container, folder: string, source: unknown, world: World): string | undefined {
  const config = at(source, 'configMap') !== undefined || at(source, 'secret') !== undefined;
  if (config && OF_IMAGES.has(folder)) return 'the files';
  const needed = OF_PROGRAMS.find((each) => each.folder === folder && each.program.test(programOf(container)));
  const map = world.find('v1/ConfigMap', pod.namespace, textAt(source, 'configMap.name') ?? '');
  // Another program may be told to read another file.
  const listed = itemsAt(source, 'configMap.items');
  const files = listed.length > 0 ? listed.map((each) => textAt(each, 'path') ?? '') : Object.keys(textsAt(map?.object, 'data'));
  const words = JSON.stringify([container.fields['args'], container.fields['command']]);
  const told = words.includes('.conf') || files.some((file) => words.includes(`${folder}/${file}`));
  if (needed !== undefined && map !== undefined && !told && !files.includes(needed.file)) return needed.file;
  // The image of a site is built on nginx, and its name does not say so: its configuration does.
  if (map !== undefined && folder === '/etc/nginx' && !files.includes('nginx.conf') && !told && nginxConfigs(map, world).length > 0)
    return 'nginx.conf';
  return at(source, 'emptyDir') !== undefined && isEmptied(pod, container, folder, source, world) ? 'the pages' : undefined;
}

/** A folder that nginx serves, under a volume that nobody else in the pod fills. */
function isEmptied(pod: PodTemplate, container: Container, folder: string, source: unknown, world: World): boolean {
  const name = textAt(source, 'name');
  const others = pod.containers.filter(
    (each) => each !== container && itemsAt(each.fields, 'volumeMounts').some((mount) => textAt(mount, 'name') === name),
  );
  if (others.length > 0 || itemsAt(container.fields, 'command').length > 0 || container.fields['lifecycle'] !== undefined) return false;
  return itemsAt(pod.spec, 'volumes').some((each) => {
    const map = world.find('v1/ConfigMap', pod.namespace, textAt(each, 'configMap.name') ?? '');
    return (
      map !== undefined &&
      nginxConfigs(map, world).some(({ config }) =>
        [...directivesNamed(config.directives, 'root')].some(({ directive }) => directive.args[0] === folder),
      )
    );
  });
}
