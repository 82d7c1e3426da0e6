import { documentKind } from '../../document.ts';
import { itemsAt, join, text, textAt, textsAt } from '../../read.ts';
import { isSample } from '../../reference.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';
import { byCodeUnit } from '../../../values/order.ts';

/** Words that stand for what somebody is to write. */
const PLACEHOLDER =
  /<[a-z][\w -]*>|\b(your|YOUR)[-_](registry|domain|org|organization|user|username|name|repo|repository|bucket|company|project|account|email|cluster|region|host|ip|server|github|dockerhub|docker)[\w-]*|\b(REPLACE|CHANGE|FILL)[-_]?(ME|THIS|IN|WITH)(_[A-Z_]+)?\b|\bYOUR[A-Z]*_[A-Z_]+\b|\b(your|my)domain\.(com|org|net|io)\b|@(your|my)(domain|company)\b/;

const KINDS = [
  ...POD_KINDS,
  'networking.k8s.io/v1/Ingress',
  'argoproj.io/v1alpha1/Application',
  'argoproj.io/v1alpha1/ApplicationSet',
  'cert-manager.io/v1/ClusterIssuer',
  'cert-manager.io/v1/Issuer',
  'networking.istio.io/v1/Gateway',
  'networking.istio.io/v1/VirtualService',
  'gateway.networking.k8s.io/v1/HTTPRoute',
  'velero.io/v1/BackupStorageLocation',
  'bitnami.com/v1alpha1/SealedSecret',
] as const;

export const placeholderLeft = defineRule({
  id: 'placeholder-left',
  severity: 'warning',
  kinds: KINDS,
  asks: 'Nothing stands where somebody was to write an image, a host, a repository, an address or a sealed value.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  *check(manifest, world) {
    if (isSample(manifest.file)) return;
    for (const { path, value } of places(manifest, world)) {
      const found = PLACEHOLDER.exec(value)?.[0];
      if (found === undefined || isFilled(found, world)) continue;
      const holders = holdersOf(world).get(found) ?? [];
      // A repository that nobody has named yet stands in each Application: the first speaks for all.
      if (holders.length >= MANY && holders[0] !== manifest) continue;
      const more = holders.length < MANY ? '' : `, here and in ${holders.length - 1} more objects`;
      yield {
        path,
        message: `${value.slice(0, 100)} still holds "${found}", a word for what is to be written there${more}`,
        why:
          manifest.object.kind === 'SealedSecret'
            ? 'The controller cannot open it ("no key could decrypt secret"): there is no Secret, and the pods that name it wait for it.'
            : 'It was copied from a guide: there is no such image, host or repository, or somebody else owns it.',
        fix: 'Write your own, or remove the object.',
      };
    }
  },
});

/** A script writes something else in its place: `sed "s|YOUR_ORG|$ORG|"`. */
function isFilled(word: string, world: World): boolean {
  return world
    .once('what sed replaces', () =>
      (['Script', 'TextFile'] as const)
        .flatMap((kind) => world.ofKind(documentKind(kind)))
        .flatMap(({ object }) => (textAt(object, 'text') ?? '').match(/\bsed\s[^\n]*|^[ \t]*-e[ \t][^\n]*/gm) ?? [])
        .flatMap((call) =>
          [...call.matchAll(/\bs([|#,/@])((?:(?!\1).)+)\1((?:(?!\1).)*)\1/g)].map(([, , from = '', to = '']) => ({ from, to })),
        ),
    )
    .some(({ from, to }) => from.includes(word) && !to.includes(word));
}

/** From here on the same word in several objects is told once. */
const MANY = 3;

/** Objects by the placeholders that stand in them, in the order of their files. */
function holdersOf(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('holders of placeholders', () => {
    const found = new Map<string, WorldObject[]>();
    for (const each of KINDS.flatMap((kind) => world.ofKind(kind))) {
      if (isSample(each.file)) continue;
      for (const word of new Set([...places(each, world)].flatMap((place) => PLACEHOLDER.exec(place.value)?.[0] ?? [])))
        addTo(found, word, each);
    }
    for (const holders of found.values()) holders.sort((a, b) => byCodeUnit(a.file ?? '', b.file ?? ''));
    return found;
  });
}

function* places(manifest: WorldObject, world: World): Iterable<{ readonly path: string; readonly value: string }> {
  const { object } = manifest;
  for (const { path, image } of world.podTemplate(manifest)?.containers ?? []) {
    if (image !== undefined) yield { path: `${path}.image`, value: image };
  }
  for (const path of ['spec.source.repoURL', 'spec.template.spec.source.repoURL', 'spec.acme.email', 'spec.objectStorage.bucket']) {
    const value = textAt(object, path);
    if (value !== undefined) yield { path, value };
  }
  if (object.kind === 'SealedSecret')
    for (const [key, value] of Object.entries(textsAt(object, 'spec.encryptedData')))
      yield { path: join('spec.encryptedData', key), value };
  for (const list of ['spec.hosts', 'spec.hostnames'])
    for (const [index, host] of itemsAt(object, list).entries()) yield { path: `${list}[${index}]`, value: text(host) ?? '' };
  for (const [index, rule] of itemsAt(object, 'spec.rules').entries())
    yield { path: `spec.rules[${index}].host`, value: textAt(rule, 'host') ?? '' };
  for (const [index, server] of itemsAt(object, 'spec.servers').entries())
    for (const host of itemsAt(server, 'hosts')) yield { path: `spec.servers[${index}].hosts`, value: text(host) ?? '' };
}
