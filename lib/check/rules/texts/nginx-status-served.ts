import { mapsOf } from '../../mounted-maps.ts';
import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import { nginxConfigs } from '../../texts/nginx-configs.ts';
import { directivesNamed } from '../../texts/nginx.ts';
import type { World } from '../../world.ts';

export const nginxStatusServed = defineRule({
  id: 'nginx-status-served',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'The page that an exporter of nginx reads is one that nginx serves with stub_status.',
  source:
    'https://github.com/nginx/nginx-prometheus-exporter#command-line-arguments; https://nginx.org/en/docs/http/ngx_http_stub_status_module.html',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const { fields, path } of pod?.containers ?? []) {
      for (const list of ['command', 'args']) {
        for (const [index, word] of itemsAt(fields, list).entries()) {
          const [, host = '', page = ''] = /-nginx\.scrape-uri[= ]https?:\/\/([\w.-]+)(?::\d+)?(\/[\w/.-]*)/.exec(text(word) ?? '') ?? [];
          if (page === '' || pod === undefined) continue;
          const pods = /^(localhost|127\.)/.test(host) ? [pod] : behind(host, pod, world);
          const pages = pods.flatMap((each) => statusPages(each, world));
          const configured = pods.some((each) => configsOf(each, world).length > 0);
          const own = pods.includes(pod);
          if (configured && !own && pods.some((each) => locked(each, page, world))) {
            yield {
              path: `${path}.${list}[${index}]`,
              message: `nginx answers ${page} to itself only (allow 127.0.0.1, deny all), and the exporter is another pod`,
              why: 'nginx answers 403: the exporter reports nginx_up 0 and nothing else.',
              fix: 'Allow the range of the pods, or run the exporter beside nginx in its pod.',
            };
          }
          if (!configured || pages.includes(page)) continue;
          yield {
            path: `${path}.${list}[${index}]`,
            message:
              pages.length === 0
                ? `no location of nginx behind ${host} has stub_status`
                : `nginx serves stub_status at ${pages.join(', ')}, not at ${page}`,
            why: 'The exporter reports nginx_up 0 and nothing else.',
            fix: pages.length === 0 ? `Serve it: location = ${page} with stub_status.` : `Read ${pages[0] ?? page}.`,
          };
        }
      }
    }
  },
});

function behind(host: string, pod: PodTemplate, world: World): readonly PodTemplate[] {
  const name = serviceHost(host, pod.namespace);
  const service = name === undefined ? undefined : world.find('v1/Service', name.namespace, name.name);
  return service === undefined ? [] : world.podsOfService(service);
}

function configsOf(pod: PodTemplate, world: World): ReturnType<typeof nginxConfigs> {
  return mapsOf(pod, world).flatMap((each) => nginxConfigs(each, world));
}

/** Paths of the locations with `stub_status`, of all configurations that the pod mounts. */
function statusPages(pod: PodTemplate, world: World): readonly string[] {
  return configsOf(pod, world).flatMap(({ config }) =>
    [...directivesNamed(config.directives, 'stub_status')].map(
      ({ around }) => around.findLast((each) => each.name === 'location')?.args.at(-1) ?? '/',
    ),
  );
}

/** Whether the location of a page lets in this machine alone. */
function locked(pod: PodTemplate, page: string, world: World): boolean {
  return configsOf(pod, world).some(({ config }) =>
    [...directivesNamed(config.directives, 'stub_status')].some(({ around }) => {
      const location = around.findLast((each) => each.name === 'location');
      const rules = (location?.block ?? []).filter(({ name }) => name === 'allow' || name === 'deny');
      const denies = rules.some(({ name, args }) => name === 'deny' && args[0] === 'all');
      return (
        location?.args.at(-1) === page &&
        denies &&
        rules.every(({ name, args }) => name === 'deny' || /^(127\.|::1|localhost)/.test(args[0] ?? ''))
      );
    }),
  );
}
