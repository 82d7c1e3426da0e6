import { releasesOf } from '../../hosts/releases.ts';
import { fieldsAt, itemsAt, join, text, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { proxiedServices } from '../../texts/nginx-proxied.ts';
import { inherited } from '../../texts/nginx.ts';
import { largestUpload, sizeOf, type LargestUpload } from '../../texts/request-sizes.ts';
import type { World } from '../../world.ts';

/** What nginx takes unless it is told. @see https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size */
const USUAL = '1m';
const BODY_SIZE = 'nginx.ingress.kubernetes.io/proxy-body-size';
const WHY = 'Larger uploads end at the door with 413 Request Entity Too Large, and the program that would take them never hears of it.';

export const uploadSizeAgrees = defineRule({
  id: 'upload-size-agrees',
  severity: 'warning',
  kinds: ['v1/ConfigMap', 'networking.k8s.io/v1/Ingress'],
  asks: 'nginx before a program takes uploads as large as the program is told to take.',
  source:
    'https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size; https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#custom-max-body-size',
  *check(manifest, world) {
    if (manifest.object.kind === 'Ingress') {
      yield* ofIngress(manifest, world);
      return;
    }
    for (const { path, config, directive, around, where, service } of proxiedServices(manifest, world)) {
      const stated = inherited(config.directives, around, 'client_max_body_size')[0]?.args[0];
      const upload = behind(service, world);
      const most = sizeOf(stated ?? USUAL);
      if (upload === undefined || most === undefined || upload.bytes <= most) continue;
      yield {
        path,
        message: `line ${directive.line}: ${where} takes ${stated ?? `${USUAL}, the default,`} and ${service.object.metadata.name} behind it takes ${upload.text} (${upload.name})`,
        why: WHY,
        fix: `Add client_max_body_size ${megabytes(upload)}m; there, or take less in the program.`,
      };
    }
  },
});

function* ofIngress({ object }: WorldObject, world: World): Iterable<Issue> {
  const annotations = textsAt(object, 'metadata.annotations');
  const stated = annotations[BODY_SIZE];
  const isNginx =
    Object.keys(annotations).some((each) => each.startsWith('nginx.ingress.kubernetes.io/')) ||
    (textAt(object, 'spec.ingressClassName') ?? annotations['kubernetes.io/ingress.class']) === 'nginx';
  const most = sizeOf(stated ?? USUAL);
  if (!isNginx || most === undefined || (stated === undefined && sizesElsewhere(world))) return;
  for (const rule of itemsAt(object, 'spec.rules')) {
    for (const route of itemsAt(rule, 'http.paths')) {
      const service = world.find('v1/Service', object.metadata.namespace ?? '', textAt(route, 'backend.service.name') ?? '');
      const upload = service === undefined ? undefined : behind(service, world);
      if (service === undefined || upload === undefined || upload.bytes <= most) continue;
      yield {
        path: stated === undefined ? 'metadata.annotations' : join('metadata.annotations', BODY_SIZE),
        message: `proxy-body-size is ${stated ?? `${USUAL}, the default,`} and ${service.object.metadata.name} behind it takes ${upload.text} (${upload.name})`,
        why: WHY,
        fix: `Annotate the Ingress with ${BODY_SIZE}: ${megabytes(upload)}m.`,
      };
      return;
    }
  }
}

/** Whether the controller may have another size for all: by its values, or by a ConfigMap of its own. */
function sizesElsewhere(world: World): boolean {
  return world.once('body sizes of controllers', () => {
    const values = releasesOf(world).flatMap(({ chart, values: all }) =>
      chart === 'ingress-nginx' ? [fieldsAt(all, 'controller.config')] : [],
    );
    const maps = world.ofKind('v1/ConfigMap').map(({ object }) => fieldsAt(object, 'data'));
    return [...values, ...maps].some((each) => text(each['proxy-body-size']) !== undefined);
  });
}

function behind(service: WorldObject, world: World): LargestUpload | undefined {
  return world.podsOfService(service).flatMap((pod) => largestUpload(pod, world) ?? [])[0];
}

function megabytes({ bytes }: LargestUpload): number {
  return Math.ceil(bytes / 1024 ** 2);
}
