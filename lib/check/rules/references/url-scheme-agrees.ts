import { clusterUrls, URL_KINDS } from '../../cluster-urls.ts';
import { chartSpeech } from '../../hosts/chart-speech.ts';
import { speechOf } from '../../hosts/port-encryption.ts';
import { POD_KINDS } from '../../pods.ts';
import { at, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { serviceHost, servicePorts } from '../../services.ts';
import { nginxConfigs } from '../../texts/nginx-configs.ts';
import { directivesNamed } from '../../texts/nginx.ts';
import type { World } from '../../world.ts';

export const urlSchemeAgrees = defineRule({
  id: 'url-scheme-agrees',
  severity: 'error',
  kinds: [...POD_KINDS, ...URL_KINDS],
  asks: 'A Service that speaks plain HTTP is called by http, and one that speaks HTTPS by https, also in proxy_pass of nginx.',
  source:
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass; https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#http-probes',
  *check(manifest, world) {
    for (const { url, path, service } of clusterUrls(manifest, world)) {
      if (service === undefined || url.port === undefined || (url.scheme !== 'http' && url.scheme !== 'https')) continue;
      const fault = misfit(url.scheme, service, url.port, url.text, world);
      if (fault !== undefined) yield { path, ...fault };
    }
    if (manifest.object.kind === 'ConfigMap') yield* throughUpstreams(manifest, world);
  },
});

/** `proxy_pass https://web;` where `upstream web { server web:8080; }` says which port that is. */
function* throughUpstreams(manifest: WorldObject, world: World): Iterable<Issue> {
  for (const { path, config } of nginxConfigs(manifest, world)) {
    const servers = new Map(
      [...directivesNamed(config.directives, 'upstream')].map(({ directive }) => [
        directive.args[0] ?? '',
        directive.block?.find(({ name }) => name === 'server')?.args[0] ?? '',
      ]),
    );
    if (servers.size === 0) continue;
    for (const { directive } of directivesNamed(config.directives, 'proxy_pass')) {
      const [, scheme = '', name = ''] = /^(https?):\/\/([\w.-]+)/.exec(directive.args[0] ?? '') ?? [];
      const [written = '', port = '80'] = (servers.get(name) ?? '').split(':');
      const host = written === '' ? undefined : serviceHost(written, manifest.object.metadata.namespace ?? '');
      const service = host === undefined ? undefined : world.find('v1/Service', host.namespace, host.name);
      const fault = service === undefined ? undefined : misfit(scheme, service, Number(port), `${scheme}://${name}`, world);
      if (fault !== undefined) yield { path, ...fault, message: `line ${directive.line}: ${fault.message}` };
    }
  }
}

function misfit(scheme: string, service: WorldObject, number: number, written: string, world: World): Omit<Issue, 'path'> | undefined {
  const port = servicePorts(service.object).find((each) => each.port === number);
  const { name, namespace = '' } = service.object.metadata;
  const speech = port === undefined ? undefined : (speechOf(service, port, world) ?? chartSpeech(world, namespace, name, number));
  if (speech === undefined || speech.encrypted === (scheme === 'https')) return undefined;
  // A DestinationRule may make TLS of it on the way.
  if (speech.encrypted && originatesTls(service, world)) return undefined;
  return {
    ...(speech.sure ? {} : { severity: 'warning' as const }),
    message: `${written} is called by ${scheme}, and port ${number} of Service ${namespace}/${name} ${speech.because}`,
    why: speech.encrypted
      ? 'The server answers a plain request with 400 ("The plain HTTP request was sent to HTTPS port") or hangs up: every call fails.'
      : 'The handshake ends with "wrong version number" or "server gave HTTP response to HTTPS client": nginx answers 502, every call fails.',
    fix: speech.encrypted
      ? 'Write https://, with the CA of the server, or name its plain port.'
      : 'Write http://, or name the port that speaks TLS.',
  };
}

function originatesTls(service: WorldObject, world: World): boolean {
  const hosts = world.once('services that sidecars call by TLS', () => {
    const found = new Set<string>();
    for (const { object } of world.ofKind('networking.istio.io/v1/DestinationRule')) {
      const host = serviceHost(textAt(object, 'spec.host') ?? '', object.metadata.namespace ?? '');
      const policy = JSON.stringify(at(object, 'spec.trafficPolicy') ?? {});
      if (host !== undefined && /"mode":"(SIMPLE|MUTUAL)"/.test(policy)) found.add(`${host.namespace}/${host.name}`);
    }
    return found;
  });
  return hosts.has(`${service.object.metadata.namespace ?? ''}/${service.object.metadata.name}`);
}
