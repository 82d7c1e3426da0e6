import { POD_KINDS } from '../../pods.ts';
import { itemsAt, someString } from '../../read.ts';
import { dockerfileOf } from '../../texts/dockerfiles.ts';
import { defineRule } from '../../rule.ts';

/** Ports on which official images listen, unless they are told otherwise. */
const LISTENS: readonly (readonly [image: RegExp, ports: readonly number[]])[] = [
  [/(^|\/)nginx-unprivileged(:|@|$)/, [8080]],
  [/^(docker\.io\/)?(library\/)?(nginx|httpd)(:|@|$)/, [80]],
  [/(^|\/)grafana\/grafana(-oss)?(:|@|$)/, [3000]],
  [/(^|\/)prom\/prometheus(:|@|$)/, [9090]],
  [/(^|\/)prom\/alertmanager(:|@|$)/, [9093, 9094]],
  [/(^|\/)prom\/node-exporter(:|@|$)/, [9100]],
  [/(^|\/)prom\/mysqld-exporter(:|@|$)/, [9104]],
  [/(^|\/)oliver006\/redis_exporter(:|@|$)/, [9121]],
  [/(^|\/)nginx\/nginx-prometheus-exporter(:|@|$)/, [9113]],
  [/^(docker\.io\/)?(library\/)?(mysql|mariadb)(:|@|$)/, [3306, 33060]],
  [/^(docker\.io\/)?(library\/)?postgres(:|@|$)/, [5432]],
  [/^(docker\.io\/)?(library\/)?redis(:|@|$)/, [6379]],
  [/^(docker\.io\/)?(library\/)?mongo(:|@|$)/, [27017]],
];

export const imageListens = defineRule({
  id: 'image-listens',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'A container of a well-known image, or of one that a Dockerfile of the tree builds, declares the port on which it listens, unless it is told another.',
  source: 'https://github.com/nginxinc/docker-nginx-unprivileged; https://hub.docker.com/_/mysql',
  *check(manifest, world) {
    for (const { name, image = '', ports, fields, path, init } of world.podTemplate(manifest)?.containers ?? []) {
      const [, known] = LISTENS.find(([pattern]) => pattern.test(image)) ?? [];
      const built = known === undefined ? dockerfileOf(image, world) : undefined;
      const usual = known ?? (built?.ports.length === 0 ? undefined : built?.ports);
      if (usual === undefined || init || ports.length === 0 || ports.some(({ port }) => usual.includes(port))) continue;
      // Arguments, variables and files of its own may say another port; what a Dockerfile writes into its command is told by nobody else.
      // A default that the Dockerfile sets for its variable is told, too.
      if (built !== undefined && ports.some(({ port }) => built.text.includes(String(port)))) continue;
      const start = /^\s*(?:CMD|ENTRYPOINT)\b(?!.*\$).*/im.exec(built?.text ?? '')?.[0] ?? '';
      const own = new RegExp(`\\b(${usual.join('|')})\\b`).test(start);
      const told = (own ? ['command', 'args'] : ['command', 'args', 'envFrom', 'volumeMounts']).some(
        (list) => itemsAt(fields, list).length > 0,
      );
      if (told || (!own && ports.some(({ port }) => someString(fields['env'], (value) => value.includes(String(port)))))) continue;
      yield {
        path: `${path}.ports`,
        message: `container "${name}" declares ${ports.map(({ port }) => port).join(', ')}, and ${built?.file ?? image} listens on ${usual[0] ?? ''}`,
        why: 'Services and probes send to the declared port, where nobody listens: connections are refused.',
        fix: `Declare ${usual[0] ?? ''}, and send to it in Services and probes.`,
      };
    }
  },
});
