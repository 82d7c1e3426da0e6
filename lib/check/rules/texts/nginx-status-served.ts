import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { items, itemsAt, text, textAt } from '../../read.ts';
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
  return items(pod.spec['volumes']).flatMap((volume) => {
    const map = world.find('v1/ConfigMap', pod.namespace, textAt(volume, 'configMap.name') ?? '');
    return map === undefined ? [] : nginxConfigs(map, world);
  });
}

/** Paths of the locations with `stub_status`, of all configurations that the pod mounts. */
function statusPages(pod: PodTemplate, world: World): readonly string[] {
  return configsOf(pod, world).flatMap(({ config }) =>
    [...directivesNamed(config.directives, 'stub_status')].map(
      ({ around }) => around.findLast((each) => each.name === 'location')?.args.at(-1) ?? '/',
    ),
  );
}
