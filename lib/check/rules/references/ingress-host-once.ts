import { itemsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject, fullName, isOtherStage } from '../../rule.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

export const ingressHostOnce = defineRule({
  id: 'ingress-host-once',
  severity: 'error',
  kinds: ['networking.k8s.io/v1/Ingress'],
  asks: 'A host and path is served by one Ingress.',
  source: 'https://kubernetes.github.io/ingress-nginx/user-guide/basic-usage/; seed 002, L-10',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { key, host, path, at } of claims(manifest)) {
      const others = (ingresses(world).get(key) ?? []).filter((each) => each !== manifest && orderOf(each) < orderOf(manifest));
      // Another stage may be on another cluster; what stands in the same namespace is beside it for certain.
      const other = others.find((each) => each.object.metadata.namespace === manifest.object.metadata.namespace) ?? others[0];
      const why = 'Which of them answers depends on the controller and on who came first: a change to one of them may have no effect.';
      if (other !== undefined && !said.has(key)) {
        yield {
          path: at,
          ...(isOtherStage(manifest, other) ? { severity: 'info' as const } : {}),
          message: `Ingress ${fullName(other)} serves ${host}${path}, too`,
          why,
          fix: 'Serve it in one of them, or give them different paths.',
        };
      }
      said.add(key);
    }
  },
});

/** Hosts and paths of an Ingress; several classes and canaries may serve the same on purpose. */
function* claims({
  object,
}: WorldObject): Iterable<{ readonly key: string; readonly host: string; readonly path: string; readonly at: string }> {
  const annotations = object.metadata.annotations ?? {};
  if (Object.keys(annotations).some((key) => key.endsWith('/canary') || key.includes('match') || key.includes('mergeable'))) return;
  const type = textAt(object, 'spec.ingressClassName') ?? annotations['kubernetes.io/ingress.class'] ?? '';
  for (const [index, rule] of itemsAt(object, 'spec.rules').entries()) {
    const host = textAt(rule, 'host');
    if (host === undefined || host.includes('*')) continue;
    for (const each of itemsAt(rule, 'http.paths')) {
      const path = textAt(each, 'path') ?? '/';
      yield { key: `${type} ${host}${path} ${textAt(each, 'pathType') ?? ''}`, host, path, at: `spec.rules[${index}].host` };
    }
  }
}

function ingresses(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('ingress hosts', () => {
    const found = new Map<string, WorldObject[]>();
    for (const manifest of world.ofKind('networking.k8s.io/v1/Ingress')) {
      for (const { key } of claims(manifest)) addTo(found, key, manifest);
    }
    return found;
  });
}

function orderOf(manifest: WorldObject): string {
  return `${fullName(manifest)} ${manifest.file ?? ''}`;
}
