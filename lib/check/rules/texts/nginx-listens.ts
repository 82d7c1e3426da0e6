import { at, fieldsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { nginxConfigs, readersOf, type FoundConfig } from '../../texts/nginx-configs.ts';
import { directivesNamed } from '../../texts/nginx.ts';

export const nginxListens = defineRule({
  id: 'nginx-listens',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'nginx listens on the ports that its container declares and that its probes ask.',
  source: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#listen; seed 002, D-13',
  *check(manifest, world) {
    const { namespace = '', name } = manifest.object.metadata;
    const configs = nginxConfigs(manifest, world).filter(({ config }) => config.problem === undefined);
    if (configs.length === 0) return;
    for (const { pod, container, mountPath, subPath } of readersOf(world, namespace, name)) {
      // Only where the ConfigMap takes the place of all that the image listens with.
      const used = configs.filter(({ key }) =>
        subPath === undefined
          ? /^\/etc\/nginx(\/(conf\.d|http\.d|templates))?\/?$/.test(mountPath)
          : subPath === key && /\/(nginx|default)\.conf(\.template)?$/.test(mountPath),
      );
      const ports = new Set(used.flatMap(listens));
      if (used.length === 0 || ports.size === 0 || ports.has(Number.NaN) || used.some(includesMore)) continue;
      const [first] = used;
      const owner = `${pod.owner.object.kind} ${pod.owner.object.metadata.name}`;
      const asked = new Map<number, string>();
      if (container.ports.length > 0 && !container.ports.some(({ port }) => ports.has(port))) {
        for (const { port } of container.ports) asked.set(port, `container "${container.name}" of ${owner} declares`);
      }
      for (const probe of ['readinessProbe', 'livenessProbe', 'startupProbe']) {
        const port = at(fieldsAt(container.fields, `${probe}.httpGet`), 'port');
        const number = typeof port === 'string' ? container.ports.find((each) => each.name === port)?.port : port;
        if (typeof number === 'number' && !ports.has(number)) asked.set(number, `the ${probe} of ${owner} asks`);
      }
      for (const [port, who] of asked) {
        yield {
          path: first?.path ?? 'data',
          message: `nginx listens on ${[...ports].join(', ')}, ${who} ${port}`,
          why: 'Connections to the port are refused: probes fail, and the Service has nobody to send to.',
          fix: `Listen on ${port}, or change the port there.`,
        };
      }
    }
  },
});

/** Ports of all `listen` directives, 80 for a server without one; not a number where a variable decides. */
function listens({ config }: FoundConfig): readonly number[] {
  return [...directivesNamed(config.directives, 'server')]
    .filter(({ directive, around }) => directive.block !== undefined && !around.some(({ name }) => name === 'stream'))
    .flatMap(({ directive }) => {
      const own = (directive.block ?? []).filter(({ name }) => name === 'listen').flatMap(({ args }) => args[0] ?? []);
      return own.length === 0
        ? [80]
        : own.filter((each) => !each.startsWith('unix:')).map((each) => Number(each.replace(/^.*:(?=\d+$)/, '') || 80));
    });
}

/** Files that it takes in may listen, too; those of its own folder are seen as well. */
function includesMore({ config }: FoundConfig): boolean {
  return [...directivesNamed(config.directives, 'include')].some(({ directive }) =>
    /(conf\.d|sites|http\.d|\*\.conf)/.test(directive.args[0] ?? ''),
  );
}
