import { askedDomains, limitsOf, madeEntries, readFolder, unknownEntry } from '../../mesh/rate-limits.ts';
import { POD_KINDS, volume } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

const UNLIMITED = 'The service finds no limit for what it is asked and answers "go on": nothing is limited, and nothing says so.';

export const rateLimitServiceAgrees = defineRule({
  id: 'rate-limit-service-agrees',
  severity: 'error',
  kinds: ['networking.istio.io/v1alpha3/EnvoyFilter', ...POD_KINDS],
  asks: 'A rate limit service reads the limits that are mounted for it, and has some for the domain and the descriptors that proxies ask about.',
  source: 'https://github.com/envoyproxy/ratelimit#configuration; https://istio.io/latest/docs/tasks/policy-enforcement/rate-limit/',
  *check(manifest, world) {
    yield* manifest.object.kind === 'EnvoyFilter' ? ofProxies(manifest, world) : ofService(manifest, world);
  },
});

function* ofProxies(manifest: WorldObject, world: World): Iterable<Issue> {
  const limits = limitsOf(world);
  if (limits.length === 0) return;
  const domains = new Set(limits.map(({ domain }) => domain));
  for (const { path, domain } of askedDomains(manifest)) {
    if (domains.has(domain)) continue;
    const known = [...domains].sort();
    yield {
      path,
      message: `proxies ask about the domain "${domain}", and there are limits for ${known.join(', ')}`,
      why: UNLIMITED,
      fix: `Write ${nearName(domain, known) ?? known[0] ?? ''}.`,
    };
  }
  // Which domain the actions of another filter are for is known only where there is one.
  const [only, ...others] = limits;
  if (only === undefined || others.length > 0) return;
  for (const { path, entries } of madeEntries(manifest)) {
    const unknown = unknownEntry(only.descriptors, entries);
    // Local limits have descriptors of their own.
    if (unknown === undefined || isLocal(world)) continue;
    const { key, value } = unknown.entry;
    yield {
      path,
      severity: 'warning',
      message: `requests are described by ${key}${value === undefined ? '' : `=${value}`}, and ConfigMap ${only.config.object.metadata.name} has limits there for ${unknown.known.join(', ') || 'nothing'}`,
      why: UNLIMITED,
      fix: 'Give action and limit the same key and value.',
    };
  }
}

function isLocal(world: World): boolean {
  return world.once('local rate limits with descriptors', () =>
    world
      .ofKind('networking.istio.io/v1alpha3/EnvoyFilter')
      .some(({ object }) => /local_ratelimit[\s\S]*"descriptors":/.test(JSON.stringify(object['spec'] ?? ''))),
  );
}

/** The limits are mounted where the service does not look. */
function* ofService(manifest: WorldObject, world: World): Iterable<Issue> {
  const pod = world.podTemplate(manifest);
  for (const container of pod?.containers ?? []) {
    const folder = pod === undefined ? undefined : readFolder(container, pod, world);
    if (pod === undefined || folder === undefined) continue;
    for (const [index, mount] of itemsAt(container.fields, 'volumeMounts').entries()) {
      const name = textAt(volume(pod, textAt(mount, 'name') ?? ''), 'configMap.name');
      const isLimits = limitsOf(world).some(
        ({ config }) => config.object.metadata.name === name && config.object.metadata.namespace === manifest.object.metadata.namespace,
      );
      const place = (textAt(mount, 'mountPath') ?? '').replace(/\/+$/, '');
      if (!isLimits || place === folder || place.startsWith(`${folder}/`)) continue;
      yield {
        path: `${container.path}.volumeMounts[${index}].mountPath`,
        message: `the limits are mounted at ${place}, and the service reads ${folder} (RUNTIME_ROOT, RUNTIME_SUBDIRECTORY)`,
        why: UNLIMITED,
        fix: `Mount ConfigMap ${name ?? ''} at ${folder}.`,
      };
    }
  }
}
