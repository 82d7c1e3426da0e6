import { documentKind } from '../../document.ts';
import { programOf } from '../../programs/of-images.ts';
import { at, fields, itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import { POD_KINDS } from '../../pods.ts';
import { destinationsOf } from '../../destinations.ts';
import { helmValuesOf } from '../../helm.ts';
import type { World } from '../../world.ts';
import type { WorldObject } from '../../rule.ts';
import { addTo } from '../../../values/multimap.ts';

export const rootUrlRouted = defineRule({
  id: 'root-url-routed',
  severity: 'warning',
  kinds: [...POD_KINDS, 'argoproj.io/v1alpha1/Application', 'helm.toolkit.fluxcd.io/v2/HelmRelease', documentKind('HelmValues')],
  asks: 'The address that Grafana, Argo CD, Prometheus or Alertmanager gives for itself is a host on which some route leads to it.',
  source:
    'https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#root_url; https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/',
  *check(manifest, world) {
    for (const { path, url, service, program, why } of stated(manifest, world)) {
      const host = /^https?:\/\/([a-z0-9][\w.-]*\.[a-z]{2,})(?:[:/]|$)/.exec(url)?.[1];
      if (host === undefined || /\.(local|svc|cluster\.local|internal)$/.test(host)) continue;
      const routed = hostsByService(world);
      const own = [...routed].filter(([name]) => service(name)).flatMap(([, hosts]) => hosts);
      // Only where all ways to it are known can it be said that none has this host.
      if (own.length === 0 || own.some((each) => each === host || each === '*' || (each.startsWith('*.') && host.endsWith(each.slice(1)))))
        continue;
      if ([...routed.values()].some((hosts) => hosts.includes(host))) continue;
      yield {
        path,
        message: `${program} calls itself ${url}, and the routes that lead to it are for ${[...new Set(own)].join(', ')}`,
        why,
        fix: `Write ${url.replace(host, own[0] ?? host)}, or add the host to its route.`,
      };
    }
  },
});

interface Stated {
  readonly path: string;
  readonly url: string;
  readonly service: (name: string) => boolean;
  readonly program: string;
  readonly why: string;
}

const LINKS = 'Links in alerts, redirects after a login and shared panels lead to a host that nobody serves.';

/** Values in which a chart is told how its program is called from outside. */
const ADDRESSES: Readonly<Record<string, readonly (Omit<Stated, 'path' | 'url' | 'service'> & { at: string; service: RegExp })[]>> = {
  'argo-cd': [
    {
      at: 'configs.cm.url',
      service: /(^|[-/])argocd-server$/,
      program: 'Argo CD',
      why: 'After a login by OIDC or Dex the browser is sent to a host that nobody serves, or the provider refuses the address to return to: nobody gets in.',
    },
  ],
  'kube-prometheus-stack': [
    { at: 'prometheus.prometheusSpec.externalUrl', service: /-prometheus$/, program: 'Prometheus', why: LINKS },
    { at: 'alertmanager.alertmanagerSpec.externalUrl', service: /-alertmanager$/, program: 'Alertmanager', why: LINKS },
  ],
};

function* stated(manifest: WorldObject, world: World): Iterable<Stated> {
  const pod = world.podTemplate(manifest);
  for (const container of pod?.containers ?? []) {
    const index = itemsAt(container.fields, 'env').findIndex((each) => textAt(each, 'name') === 'GF_SERVER_ROOT_URL');
    if (pod === undefined || index === -1 || !programOf(container).startsWith('grafana')) continue;
    const names = new Set(world.servicesOf(pod).map(({ object }) => `${object.metadata.namespace ?? ''}/${object.metadata.name}`));
    yield {
      path: `${container.path}.env[${index}].value`,
      url: textAt(itemsAt(container.fields, 'env')[index], 'value') ?? '',
      service: (name) => names.has(name),
      program: 'Grafana',
      why: LINKS,
    };
  }
  for (const { chart, values, path } of helmValuesOf(manifest)) {
    for (const base of ['', 'grafana']) {
      const root = base === '' ? values : at(values, base);
      const url = text(at(fields(fields(root)['grafana.ini'])['server'], 'root_url'));
      if (url !== undefined && at(root, 'ingress.enabled') !== true)
        yield {
          path: `${path}${base === '' ? '' : `.${base}`}["grafana.ini"].server.root_url`,
          url,
          service: (name) => /(^|[-/])grafana$/.test(name),
          program: 'Grafana',
          why: LINKS,
        };
    }
    for (const { at: place, service, ...told } of ADDRESSES[chart ?? ''] ?? []) {
      const url = textAt(values, place);
      if (url !== undefined) yield { ...told, path: `${path}.${place}`, url, service: (name) => service.test(name) };
    }
  }
}

/** Hosts under which routes of gateways and Ingresses lead to each Service. */
function hostsByService(world: World): ReadonlyMap<string, readonly string[]> {
  return world.once('hosts by service', () => {
    const found = new Map<string, string[]>();
    for (const route of world.ofKind('networking.istio.io/v1/VirtualService')) {
      const hosts = itemsAt(route.object, 'spec.hosts').flatMap((each) => text(each) ?? []);
      if (itemsAt(route.object, 'spec.gateways').length === 0) continue;
      for (const { host } of destinationsOf(route, world)) for (const each of hosts) addTo(found, `${host.namespace}/${host.name}`, each);
    }
    for (const { object } of world.ofKind('networking.k8s.io/v1/Ingress')) {
      for (const rule of itemsAt(object, 'spec.rules')) {
        for (const path of itemsAt(rule, 'http.paths')) {
          const service = serviceHost(textAt(path, 'backend.service.name') ?? '', object.metadata.namespace ?? '');
          if (service !== undefined) addTo(found, `${service.namespace}/${service.name}`, textAt(rule, 'host') ?? '*');
        }
      }
    }
    for (const { object } of world.ofKind('gateway.networking.k8s.io/v1/HTTPRoute')) {
      const hosts = itemsAt(object, 'spec.hostnames').flatMap((each) => text(each) ?? []);
      for (const rule of itemsAt(object, 'spec.rules'))
        for (const backend of itemsAt(rule, 'backendRefs'))
          for (const host of hosts.length === 0 ? ['*'] : hosts)
            addTo(found, `${textAt(backend, 'namespace') ?? object.metadata.namespace ?? ''}/${textAt(backend, 'name') ?? ''}`, host);
    }
    return found;
  });
}
