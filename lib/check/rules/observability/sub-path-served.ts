import { programOf } from '../../programs/of-images.ts';
import { destinationsOf } from '../../destinations.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { at, fields, itemsAt, text, textAt, textsAt } from '../../read.ts';
import { POD_KINDS, type Container, type PodTemplate } from '../../pods.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const subPathServed = defineRule({
  id: 'sub-path-served',
  severity: 'error',
  kinds: [...POD_KINDS, ...HELM_KINDS],
  asks: 'A program that calls itself by an address with a path serves under that path, or something takes the path away.',
  source:
    'https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#serve_from_sub_path; https://prometheus.io/docs/prometheus/latest/command-line/prometheus/',
  *check(manifest, world) {
    yield* ofChart(manifest, world);
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      const program = programOf(container);
      if (pod === undefined || container.init) continue;
      if (program.startsWith('grafana')) yield* grafana(container, pod, world);
      else if (/^(?:prometheus|alertmanager)$/.test(program)) yield* prefixed(container, program);
    }
  },
});

/** `/grafana` of `http://example.com/grafana/`; empty for a bare host. */
function pathOf(url: string): string {
  return /^https?:\/\/[^/]+(\/[\w/.-]*?)\/?$/.exec(url)?.[1]?.replace(/\/$/, '') ?? '';
}

function* grafana(container: Container, pod: PodTemplate, world: World) {
  const list = itemsAt(container.fields, 'env');
  const value = (name: string) =>
    textAt(
      list.find((each) => textAt(each, 'name') === name),
      'value',
    );
  const url = value('GF_SERVER_ROOT_URL') ?? '';
  const path = pathOf(url.replace(/%\([^)]*\)s/g, 'x'));
  if (path === '' || value('GF_SERVER_SERVE_FROM_SUB_PATH') === 'true' || itemsAt(container.fields, 'envFrom').length > 0) return;
  // A route that rewrites takes the path away before Grafana sees it.
  if (rewrites(pod, world)) return;
  yield {
    path: `${container.path}.env[${list.findIndex((each) => textAt(each, 'name') === 'GF_SERVER_ROOT_URL')}].value`,
    message: `Grafana calls itself ${url}, and does not serve from ${path} (GF_SERVER_SERVE_FROM_SUB_PATH is not set)`,
    why: 'Pages load their parts from below the path, where Grafana answers with a redirect or 404: the screen stays white.',
    fix: 'Set GF_SERVER_SERVE_FROM_SUB_PATH: "true", or leave the path out of the address.',
  };
}

function rewrites(pod: PodTemplate, world: World): boolean {
  const services = new Set(world.servicesOf(pod).map(({ object }) => object.metadata.name));
  const mesh = world
    .ofKind('networking.istio.io/v1/VirtualService')
    .some(
      (route) =>
        itemsAt(route.object, 'spec.http').some((each) => at(each, 'rewrite') !== undefined) &&
        destinationsOf(route, world).some(({ host }) => services.has(host.name)),
    );
  return (
    mesh ||
    world
      .inNamespace('networking.k8s.io/v1/Ingress', pod.namespace)
      .some(({ object }) => Object.keys(textsAt(object, 'metadata.annotations')).some((name) => /rewrite|middleware/.test(name)))
  );
}

/** `grafana.ini` in the values of a chart, whose Service is that of the release. */
function* ofChart(manifest: WorldObject, world: World) {
  for (const { values, path } of helmValuesOf(manifest)) {
    for (const base of ['', 'grafana']) {
      const own = base === '' ? values : at(values, base);
      const server = fields(fields(fields(own)['grafana.ini'])['server']);
      const url = text(server['root_url']) ?? '';
      const below = pathOf(url.replace(/%\([^)]*\)s/g, 'x').replace(/:x(?=\/)/, ''));
      const serves = [server['serve_from_sub_path'], at(own, 'env.GF_SERVER_SERVE_FROM_SUB_PATH')].some((each) => text(each) === 'true');
      if (below === '' || serves || rewritesSomewhere(world) || REWRITES.test(JSON.stringify(at(own, 'ingress') ?? ''))) continue;
      yield {
        path: `${path}${base === '' ? '' : `.${base}`}["grafana.ini"].server.root_url`,
        message: `Grafana calls itself ${url}, and does not serve from ${below} (serve_from_sub_path is not set)`,
        why: 'Pages load their parts from below the path, where Grafana answers with a redirect or 404: the screen stays white.',
        fix: 'Set serve_from_sub_path: true beside it, or leave the path out of the address.',
      };
    }
  }
}

const REWRITES = /rewrite|middleware|replacePrefix/i;

/** Some route to a Service that is called Grafana takes the path away before. */
function rewritesSomewhere(world: World): boolean {
  return world.once('routes that rewrite to grafana', () => {
    const kinds = ['networking.istio.io/v1/VirtualService', 'gateway.networking.k8s.io/v1/HTTPRoute', 'networking.k8s.io/v1/Ingress'];
    return kinds
      .flatMap((kind) => world.ofKind(kind))
      .map(({ object }) => JSON.stringify(object))
      .some((each) => each.includes('grafana') && REWRITES.test(each));
  });
}

/** With an address that has a path, all pages move below it: the probes' too. */
function* prefixed(container: Container, program: string) {
  const args = [...itemsAt(container.fields, 'command'), ...itemsAt(container.fields, 'args')].flatMap((each) =>
    typeof each === 'string' ? [each] : [],
  );
  const flag = (name: string) =>
    args.map((each) => new RegExp(`^--?web\\.${name}=(.*)$`).exec(each)?.[1]).find((each) => each !== undefined);
  const url = flag('external-url') ?? '';
  const path = flag('route-prefix')?.replace(/\/$/, '') ?? pathOf(url);
  if (path === '') return;
  for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
    const asked = textAt(container.fields, `${probe}.httpGet.path`);
    if (asked === undefined || asked.startsWith(`${path}/`)) continue;
    yield {
      path: `${container.path}.${probe}.httpGet.path`,
      message: `the ${probe} asks ${asked}, and ${program} serves everything below ${path} (${flag('route-prefix') === undefined ? '--web.external-url' : '--web.route-prefix'})`,
      why: 'The probe gets 404: the pod never becomes ready, or is restarted for ever. Data sources that ask without the path get 404, too.',
      fix: `Ask ${path}${asked}, or add --web.route-prefix=/ where a proxy takes the path away.`,
    };
  }
}
